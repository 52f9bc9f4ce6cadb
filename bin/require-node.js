// Plain JavaScript that also an old Node understands: it says which Node is wanted before anything else can fail.

/** The first Node that runs TypeScript as it is. */
const REQUIRED = [22, 18]

/** Whether a Node of `version` runs this project. */
export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > REQUIRED[0] || (major === REQUIRED[0] && minor >= REQUIRED[1])
}

export const complaint =
  `this needs Node >= ${REQUIRED.join('.')}, and runs on ${process.versions.node}. ` +
  'Install it from nodejs.org, or run "npm ci" on Linux or Windows, which brings it along.'
