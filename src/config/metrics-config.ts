import type { NodeOptionValues } from './node-options.ts'

export interface MetricsConfig {
  /** Missing: nobody can scrape. */
  readonly server?: { readonly address: string; readonly port: number }
  /** Write the main figures into the log from time to time. */
  readonly isLogged: boolean
}

export function metricsConfigFrom(options: NodeOptionValues): MetricsConfig {
  return {
    isLogged: options['metrics-logging'],
    ...(options['metrics-server'] && {
      server: { address: options['metrics-server-address'], port: options['metrics-server-port'] },
    }),
  }
}
