import { expect, test } from 'vitest'
import { FieldTrial } from '../../../src/requesters/http/field-trial.ts'
import type { Exchange } from '../../../src/http/socket/client.ts'
import { ask, clientOf } from '../../http/support/asking.ts'
import { plain, shortStream } from '../../http/support/messages.ts'
import { scriptedServer } from '../../http/support/scripted-server.ts'

async function exchanges(): Promise<Record<'refused' | 'busy' | 'answered', Exchange>> {
  const refusal = plain('{"detail":"seed: Extra inputs are not permitted"}', '422 Unprocessable Content')
  await using server = await scriptedServer((_request, total) =>
    [[refusal, plain('busy', '429 Too Many Requests'), shortStream][total - 1] ?? ''].flat(),
  )
  using client = clientOf(server.url)
  return { refused: await ask(client), busy: await ask(client), answered: await ask(client) }
}

const sent = (): string[] => ['seed', 'temperature']

test('a refused field stops a block until the server has taken a request', async () => {
  const { refused, busy, answered } = await exchanges()
  const trial = new FieldTrial([])
  let stopped = 0
  const stop = (): void => void stopped++
  trial.begin(stop)
  expect(trial.isToRepeat(refused, {}, sent)).toBe(true)
  expect(trial.changes).toEqual([{ name: 'seed', sentAs: null }])
  expect(stopped).toBe(1)
  // A block that told of a request is not made again; the next one may be.
  trial.begin(stop)
  expect(trial.isToRepeat(busy, {}, sent)).toBe(false)
  expect(trial.isOpen).toBe(false)
  trial.begin(stop)
  expect(trial.isOpen).toBe(true)
  expect(trial.isToRepeat(answered, {}, sent)).toBe(false)
  trial.begin(stop)
  expect(trial.isOpen).toBe(false)
  expect(trial.changes).toEqual([])
})
