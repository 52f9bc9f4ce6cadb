/**
 * What of the membership room needs Node: the deployments file and keystore files. Deploying is here too, because the
 * contract's bytecode does not belong into a browser.
 */
export * from './deployment.ts'
export * from './deployment-file.ts'
export * from './deployment-quote.ts'
export * from './index.ts'
export * from './keystore-file.ts'
export { replaceFile } from './replace-file.ts'
