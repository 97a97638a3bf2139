import { gzipSync } from 'node:zlib'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { expect, test } from 'vitest'
import type { CallTimeouts } from '../../../src/requesters/ai-sdk/language-model-watch.ts'
import { modelRequester } from '../../../src/requesters/ai-sdk/language-model-requester.ts'
import { readWhole } from '../../../src/requesters/requester.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { chunk, delta, lastChunk, shortStream, streamHead } from '../../http/support/messages.ts'
import { unreadServer } from '../../http/support/unread-server.ts'
import type { UnreadStep } from '../../http/support/unread-server-thread.ts'
import { requestJob } from '../../support/request-job.ts'

const timeoutMs = 500

const job = requestJob({ prompt: { kind: 'text', text: 'Hi' } })

/** The sample of a second call, the answer to which comes while the event loop stands still beyond the time-out. */
async function late(steps: readonly UnreadStep[], limit: Partial<CallTimeouts>): Promise<Sample | null> {
  await using server = await unreadServer(...steps)
  const model = createOpenAICompatible({ name: 'mock', baseURL: server.url })('tiny')
  const timeouts = { firstTokenMs: 60_000, stallMs: 60_000, totalMs: 60_000 }
  const ask = async (given: CallTimeouts): Promise<Sample | null> => {
    const calls = { stream: true, nonce: false, timeouts: given, callOptions: {} }
    const outcome = await modelRequester(model, calls).request(job, new AbortController().signal)
    return typeof outcome === 'function' ? readWhole(outcome) : outcome
  }
  // The first call of an SDK takes its time.
  const first = ask(timeouts)
  await server.asked(1)
  await server.blockUntilAnswered(1, 0)
  await first
  const second = ask({ ...timeouts, ...limit })
  await server.asked(2)
  await server.blockUntilAnswered(1, 1.5 * timeoutMs)
  return await second
}

const limits: readonly Partial<CallTimeouts>[] = [{ firstTokenMs: timeoutMs }, { totalMs: timeoutMs }]

test.each(limits)('an answer that came while the process stood still is no time-out: %o', async (limit) => {
  expect(await late([{ text: shortStream }], limit)).toMatchObject({ state: 'completed', text: 'Hi' })
})

test('nor is one that is unpacked elsewhere', async () => {
  const packed = gzipSync(delta({ content: 'Hi' }) + delta({}, 'stop'))
  const text = Buffer.concat([
    Buffer.from(streamHead.replace('\r\n\r\n', '\r\ncontent-encoding: gzip\r\n\r\n')),
    chunk(packed),
    Buffer.from(lastChunk),
  ])
  expect(await late([{ text }], { firstTokenMs: timeoutMs })).toMatchObject({ state: 'completed', text: 'Hi' })
})

test.each(limits)('a reset that came while the process stood still is a reset: %o', async (limit) => {
  expect(await late([{ end: 'RST' }], limit)).toMatchObject({ state: 'failed', failure: { class: 'reset' } })
})
