import { expect } from 'chai'
import fc from 'fast-check'
import { bytesToHex, type StateChange, type StateEntry, type StateStore } from '../../src/foundation/index.ts'
import {
  MAX_CHANGES_PER_WRITE,
  MAX_KEY_SIZE_BYTES,
  MAX_VALUE_SIZE_BYTES,
  StorageError,
  type StorageErrorCode,
} from '../../src/storage/index.ts'

const SPACE = 'space'

/** What every implementation of the StateStore port must do. `open` hands out an empty store each time. */
export function stateStoreCompliance(name: string, open: () => Promise<StateStore>): void {
  describe(`${name}, as a StateStore`, () => {
    let store: StateStore

    beforeEach(async () => {
      store = await open()
    })

    afterEach(() => store.close())

    it('gives back what was written', async () => {
      await store.write([put('a', 'one'), put('b', '')])
      expect(await store.get(SPACE, bytes('a'))).to.deep.equal(bytes('one'))
      expect(await store.get(SPACE, bytes('b'))).to.deep.equal(new Uint8Array(0))
      expect(await store.get(SPACE, bytes('c'))).to.equal(undefined)
    })

    it('keeps spaces apart', async () => {
      await store.write([put('a', 'one'), { space: 'other', key: bytes('a'), value: bytes('two') }])
      expect(await store.get(SPACE, bytes('a'))).to.deep.equal(bytes('one'))
      expect(await store.get('other', bytes('a'))).to.deep.equal(bytes('two'))
      expect(await store.get('third', bytes('a'))).to.equal(undefined)
    })

    it('replaces and deletes', async () => {
      await store.write([put('a', 'one'), put('b', 'two')])
      await store.write([put('a', 'three'), remove('b'), remove('never there')])
      expect(await everything(store)).to.deep.equal({ a: 'three' })
    })

    it('applies the changes of a write in their order', async () => {
      await store.write([put('a', 'one'), remove('a'), put('a', 'two'), put('b', 'one'), remove('b')])
      expect(await everything(store)).to.deep.equal({ a: 'two' })
    })

    it('lists in ascending order of unsigned bytes, shorter keys first', async () => {
      const keys = [[0x80], [0x7f, 0xff], [], [0x7f], [0xff, 0], [0]].map((key) => Uint8Array.from(key))
      await store.write(keys.map((key) => ({ space: SPACE, key, value: bytes('') })))
      const listed = await store.list(SPACE, { limit: 10 })
      expect(listed.map(({ key }) => bytesToHex(key))).to.deep.equal(['', '00', '7f', '7fff', '80', 'ff00'])
    })

    it('lists from a key on, up to before another, and no more than asked for', async () => {
      await store.write(['a', 'b', 'c', 'd', 'e'].map((key) => put(key, key)))
      const list = async (range: { from?: string; to?: string; limit: number }): Promise<string> => {
        const from = range.from === undefined ? {} : { from: bytes(range.from) }
        const to = range.to === undefined ? {} : { to: bytes(range.to) }
        return (await store.list(SPACE, { ...from, ...to, limit: range.limit })).map(({ key }) => text(key)).join('')
      }
      expect(await list({ limit: 3 })).to.equal('abc')
      expect(await list({ from: 'b', limit: 10 })).to.equal('bcde')
      expect(await list({ to: 'c', limit: 10 })).to.equal('ab')
      expect(await list({ from: 'b', to: 'd', limit: 10 })).to.equal('bc')
      expect(await list({ from: 'bb', to: 'dd', limit: 1 })).to.equal('c')
      expect(await list({ from: 'd', to: 'b', limit: 10 })).to.equal('')
      expect(await list({ limit: 0 })).to.equal('')
    })

    it('deletes a range, its start included and its end not', async () => {
      await store.write(['a', 'b', 'c', 'd'].map((key) => put(key, key)))
      await store.write([{ space: 'other', key: bytes('b'), value: bytes('b') }])
      await store.deleteRange(SPACE, bytes('b'), bytes('d'))
      await store.deleteRange(SPACE, bytes('z'), bytes('a'))
      expect(await everything(store)).to.deep.equal({ a: 'a', d: 'd' })
      expect(await store.get('other', bytes('b'))).to.deep.equal(bytes('b'))
    })

    it('keeps its own copies of keys and values', async () => {
      const key = bytes('a')
      const value = bytes('one')
      await store.write([{ space: SPACE, key, value }])
      key.fill(0)
      value.fill(0)
      for (const got of [await store.get(SPACE, bytes('a')), (await store.list(SPACE, { limit: 1 }))[0]!.value]) {
        expect(got).to.deep.equal(bytes('one'))
        got!.fill(0)
      }
      expect(await store.get(SPACE, bytes('a'))).to.deep.equal(bytes('one'))
    })

    it('refuses a write of too much, and keeps nothing of it', async () => {
      const tooMany = Array.from({ length: MAX_CHANGES_PER_WRITE + 1 }, (_, index) => put(`${index}`, ''))
      const longKey = { space: SPACE, key: new Uint8Array(MAX_KEY_SIZE_BYTES + 1), value: bytes('') }
      const longValue = { space: SPACE, key: bytes('b'), value: new Uint8Array(MAX_VALUE_SIZE_BYTES + 1) }
      for (const changes of [tooMany, [put('a', ''), longKey], [put('a', ''), longValue]]) {
        await expectRefusal(store.write(changes), 'write_too_large')
      }
      expect(await everything(store)).to.deep.equal({})
    })

    it('takes a write of as much as is allowed', async () => {
      await store.write(Array.from({ length: MAX_CHANGES_PER_WRITE }, (_, index) => put(`${index}`, '')))
      expect(await store.list(SPACE, { limit: 2 * MAX_CHANGES_PER_WRITE })).to.have.length(MAX_CHANGES_PER_WRITE)
    })

    it('refuses to be used after it was closed, and may be closed again', async () => {
      await store.close()
      await expectRefusal(store.get(SPACE, bytes('a')), 'store_closed')
      await expectRefusal(store.list(SPACE, { limit: 1 }), 'store_closed')
      await expectRefusal(store.write([]), 'store_closed')
      await expectRefusal(store.deleteRange(SPACE, bytes('a'), bytes('b')), 'store_closed')
      await store.close()
    })

    it('behaves like a sorted map under any sequence of writes', async () => {
      const change = fc.record({ key: fc.string({ maxLength: 2 }), value: fc.option(fc.string({ maxLength: 3 })) })
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 8 }), async (writes) => {
          const model = new Map<string, string>()
          await store.write((await store.list(SPACE, { limit: 1000 })).map(({ key }) => ({ space: SPACE, key })))
          for (const write of writes) {
            await store.write(write.map(({ key, value }) => (value === null ? remove(key) : put(key, value))))
            for (const { key, value } of write) value === null ? model.delete(key) : model.set(key, value)
          }
          expect(await everything(store)).to.deep.equal(Object.fromEntries(model))
        }),
        { numRuns: 30 },
      )
    })
  })
}

export async function expectRefusal(promise: Promise<unknown>, code: StorageErrorCode): Promise<StorageError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).to.be.instanceOf(StorageError).with.property('code', code)
  return error as StorageError
}

async function everything(store: StateStore): Promise<Record<string, string>> {
  const entries = await store.list(SPACE, { limit: 1000 })
  return Object.fromEntries(entries.map(({ key, value }: StateEntry) => [text(key), text(value)]))
}

function put(key: string, value: string): StateChange {
  return { space: SPACE, key: bytes(key), value: bytes(value) }
}

function remove(key: string): StateChange {
  return { space: SPACE, key: bytes(key) }
}

function bytes(value: string): Uint8Array {
  return new TextEncoder().encode(value)
}

function text(value: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(value)
}
