import { bigIntToBytesBE, bigIntToBytesLE } from '../../src/foundation/index.ts'

/** Every way a field element is likely to get into a text: decimal, hexadecimal, base64 and lists of bytes, both orders. */
export function writtenForms(secret: bigint): string[] {
  const orders = [bigIntToBytesBE(secret, 32), bigIntToBytesLE(secret, 32)]
  return [
    secret.toString(),
    // Without leading zeros, too, and so in either.
    secret.toString(16),
    ...orders.flatMap((bytes) => {
      const buffer = Buffer.from(bytes)
      return [
        buffer.toString('hex'),
        buffer.toString('base64').replace(/=+$/, ''),
        buffer.toString('base64url'),
        bytes.join(','),
      ]
    }),
  ]
}

/** Which of the secrets, by name, are written anywhere in the text, and how. */
export function secretsIn(text: string, secrets: Readonly<Record<string, bigint>>): string[] {
  const lowercase = text.toLowerCase()
  return Object.entries(secrets).flatMap(([name, secret]) =>
    writtenForms(secret)
      .filter((form) => text.includes(form) || lowercase.includes(form.toLowerCase()))
      .map((form) => `${name} as ${form}`),
  )
}
