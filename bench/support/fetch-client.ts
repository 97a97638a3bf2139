import { now } from '../../src/clock.ts'
import { conditionsMeter } from '../../src/machine/meters/conditions-meter.ts'
import { firstSends } from '../../src/block/load.ts'
import { wholeBlock } from '../../src/block/share.ts'
import { driveLoad, type Due } from '../../src/block/drive-load.ts'
import { answerMs, type KnownAnswer } from '../../src/selfcheck/known-answer.ts'
import type { ClientRun } from '../../src/selfcheck/streams-figures.ts'
import type { TimedRequest } from '../../src/selfcheck/timed-request.ts'
import { seededRandom } from '../../src/stats/random.ts'

/**
 * A program: a load generator as it is written in an hour. `fetch`, a reader loop, a stamp at each
 * read, JSON.parse for each event; the load itself is driven as ours is. Prints a line when it is
 * warm, then a ClientRun as JSON.
 */
const [url = '', given = '{}'] = process.argv.slice(2)
const { streams, seconds, answer } = JSON.parse(given) as { streams: number; seconds: number; answer: KnownAnswer }

const body = JSON.stringify({
  stream: true,
  max_tokens: answer.tokens,
  temperature: 0,
  messages: [{ role: 'user', content: 'Why is the sky blue?' }],
})

interface Chunk {
  readonly choices?: readonly { readonly delta?: { readonly content?: string } }[]
}

async function request(id: string, stream: number): Promise<TimedRequest> {
  const sent = now()
  const response = await fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': id },
    body,
  })
  if (response.body === null) throw new Error('no body')
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  const chunkTimes: number[] = []
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    const at = now()
    if (done) break
    text += decoder.decode(value, { stream: true })
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const data = text.slice('data: '.length, end)
      text = text.slice(end + 2)
      if (data === '[DONE]') continue
      const content = (JSON.parse(data) as Chunk).choices?.[0]?.delta?.content ?? ''
      if (content !== '') chunkTimes.push(at)
    }
  }
  return { id, stream, sent, first: chunkTimes[0] ?? Number.NaN, chunkTimes }
}

async function run(
  phase: string,
  units: number,
  budgetMs: number,
): Promise<{ requests: TimedRequest[]; failed: number }> {
  const requests: TimedRequest[] = []
  let failed = 0
  const make = async ({ unit, stream }: Due): Promise<void> => {
    try {
      requests.push(await request(`${phase}-${unit}`, stream))
    } catch {
      failed++
    }
  }
  const load = { kind: 'closed', firstSends: firstSends(streams, answerMs(answer), seededRandom(1)) } as const
  await driveLoad(
    { load, share: wholeBlock(units), startAt: now(), budgetMs },
    { make, signal: new AbortController().signal },
  )
  return { requests, failed }
}

await run('warmup', Math.max(2, streams), Number.POSITIVE_INFINITY)
process.stdout.write('warm\n')
const used = process.cpuUsage()
const began = now()
const watch = conditionsMeter.start()
const { requests, failed } = await run('measured', Number.MAX_SAFE_INTEGER, seconds * 1000)
const { lagP99Ms, lagMaxMs } = watch.stop()
const { user, system } = process.cpuUsage(used)
const result: ClientRun = {
  requests,
  failed,
  wallMs: now() - began,
  userMs: user / 1000,
  systemMs: system / 1000,
  lagP99Ms,
  lagMaxMs,
}
process.stdout.write(JSON.stringify(result))
