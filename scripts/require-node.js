// Runs before npm scripts written in TypeScript, which an old Node could only answer with a syntax error.
import { complaint, isNewEnough } from '../bin/require-node.js'

if (!isNewEnough(process.versions.node)) {
  console.error(`error: ${complaint}`)
  process.exitCode = 1
}
