import { expect } from 'chai'
import { fragmentOfRoom, LOBBY, newPrivateRoom, roomOfFragment } from '../../../examples/browser-chat/page/room.ts'

const KEY = '0123456789abcdef'.repeat(4)

describe('the address of a room', () => {
  it('is the lobby when it names none', () => {
    for (const fragment of ['', '#', '#other=1']) expect(roomOfFragment(fragment)).to.deep.equal(LOBBY)
  })

  it('names a room, with its key or without', () => {
    expect(roomOfFragment('#room=friends')).to.deep.equal({ name: 'friends' })
    expect(roomOfFragment(`#key=${KEY.toUpperCase()}&room=Friends`)).to.deep.equal({ name: 'friends', key: KEY })
  })

  it('comes back as it was made', () => {
    for (const room of [LOBBY, { name: 'a-1' }, newPrivateRoom('friends')]) {
      expect(roomOfFragment(fragmentOfRoom(room))).to.deep.equal(room)
    }
    expect(newPrivateRoom('a').key).to.not.equal(newPrivateRoom('a').key)
  })

  it('is refused when it is damaged, and a key is not repeated: a room without it would be open to all', () => {
    const damaged = ['#room=a/b', '#room=&key=1', `#room=${'x'.repeat(33)}`, `#key=${KEY}`, `#room=a&key=${KEY}0`]
    for (const fragment of [...damaged, `#room=a&key=${KEY.slice(1)}`, `#room=a&key=${KEY.replace('0', 'g')}`]) {
      expect(() => roomOfFragment(fragment), fragment).to.throw(/room|key/)
      expect(() => roomOfFragment(fragment), fragment).to.not.throw(KEY.slice(8, 40))
    }
  })
})
