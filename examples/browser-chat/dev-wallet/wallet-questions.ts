import type { Question } from './wallet-dialog.ts'

/** Longer values are shown by their beginning and end. */
const MAX_SHOWN_CHARACTERS = 80
/** Of a message to sign, more fields are not shown. */
const MAX_SHOWN_FIELDS = 12

export function questionOfTransaction(transaction: unknown): Question {
  const { from, to, value = '0x0', data = '0x' } = (transaction ?? {}) as Record<string, unknown>
  return {
    title: 'Send this transaction?',
    remark: 'The page asks to call a contract. It costs play money only.',
    facts: [
      ['From', shown(from)],
      ['To', shown(to)],
      ['Value', `${ether(value)} ETH`],
      ['Call', `${shown(data).slice(0, 10)} (${Math.max(0, String(data).length / 2 - 1)} bytes)`],
    ],
    approve: 'Approve',
  }
}

export function questionOfTypedData(typedData: unknown): Question {
  const { domain, primaryType, message } = parsed(typedData)
  const fields = Object.entries(message ?? {}).slice(0, MAX_SHOWN_FIELDS)
  return {
    title: `Sign this ${shown(primaryType)}?`,
    remark: 'A signature costs nothing, and lets the contract do what it says.',
    facts: [
      ['For', shown(domain?.name)],
      ['Contract', shown(domain?.verifyingContract)],
      ...fields.map(([name, value]): [string, string] => [name, shown(value)]),
    ],
    approve: 'Sign',
  }
}

interface TypedData {
  readonly domain?: Readonly<Record<string, unknown>>
  readonly primaryType?: unknown
  readonly message?: Readonly<Record<string, unknown>>
}

function parsed(typedData: unknown): TypedData {
  if (typeof typedData !== 'string') return (typedData ?? {}) as TypedData
  try {
    return JSON.parse(typedData) as TypedData
  } catch {
    return {}
  }
}

function shown(value: unknown): string {
  const text = String(value ?? '–')
  return text.length <= MAX_SHOWN_CHARACTERS ? text : `${text.slice(0, 40)} … ${text.slice(-20)}`
}

function ether(value: unknown): string {
  try {
    return String(Number(BigInt(String(value))) / 1e18)
  } catch {
    return shown(value)
  }
}
