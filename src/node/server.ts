/** The node on Node.js: sockets, files, worker threads. */
export * from './create-waku-node.ts'
export * from './enrolment.ts'
export * from './evidence-files.ts'
export { earlierSaltOf, secretOf, slashWithEvidence } from './evidence-slashing.ts'
export * from './index.ts'
export * from './offline-enrolment.ts'
export * from './rln-keys.ts'
export { SlashAttemptFile } from './slash-attempt-file.ts'
