/** The invariants of docs/contract.md over 10 000 random sequences of calls; `npm test` plays 60 of them. */
process.env.INVARIANT_RUNS ??= '10000'
await import('../contracts/contract-invariants.test.ts')
