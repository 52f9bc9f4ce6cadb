import { expect } from 'chai'
import { MessageError, parseContentTopic } from '../../../src/message/index.ts'

describe('parseContentTopic', () => {
  it('names the four parts', () => {
    const parts = { generation: 0, application: 'toychat', version: '2', name: 'huilong', encoding: 'proto' }
    expect(parseContentTopic('/toychat/2/huilong/proto')).to.deep.equal(parts)
    expect(parseContentTopic('/0/toychat/2/huilong/proto')).to.deep.equal(parts)
  })

  for (const text of [
    '',
    '/',
    'a/1/b/c',
    '/a/1/b',
    '/a/1/b/',
    '//1/b/c',
    '/a//b/c',
    '/a/1//c',
    '/x/a/1/b/c',
    '//a/1/b/c',
    '/0/a/1/b/c/d',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(() => parseContentTopic(text))
        .to.throw(MessageError)
        .with.property('code', 'content_topic_invalid')
    })
  }

  it('refuses generations nobody has defined yet', () => {
    expect(() => parseContentTopic('/1/toychat/2/huilong/proto'))
      .to.throw(MessageError)
      .with.property('code', 'content_topic_generation_unsupported')
  })
})
