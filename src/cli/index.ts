/**
 * The command line `wakunode`: reads what the user typed, asks the rooms below to do it, prints the result. Results go
 * to stdout, everything else to stderr. It decides nothing that a program could want without a command line.
 */
export { main } from './main.ts'
