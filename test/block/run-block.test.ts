import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { now } from '../../src/clock.ts'
import { wholeBlock } from '../../src/block/share.ts'
import type { Driving, LoadEnd } from '../../src/block/drive-load.ts'
import type { Requester, RequestJob } from '../../src/requesters/requester.ts'
import { type BlockOfRequests, runBlock } from '../../src/block/run-block.ts'
import { startJournal } from '../../src/samples/journal.ts'
import { readJournal } from '../../src/samples/read-journal.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { completedSample } from '../support/samples.ts'

let folder = ''
let journal = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-block-test-'))
  journal = join(folder, 'run.jsonl')
  startJournal(journal, {})
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function sampleOf(job: RequestJob, sent: number): Sample {
  const { index, phase, slot, stream, turn, intended } = job
  const text = job.prompt.kind === 'messages' ? `answer ${(turn ?? 0) + 1}` : 'answer'
  return {
    ...completedSample(sent, now() - sent),
    index,
    phase,
    slot,
    stream,
    ...(turn === null ? {} : { turn }),
    intended,
    text,
  }
}

/** Answers after `takesMs`, read later as answers over HTTP are. */
function answering(jobs: RequestJob[], takesMs = 2): Requester {
  return {
    async request(job, signal) {
      jobs.push(job)
      const sent = now()
      await pause(takesMs)
      return signal.aborted ? null : () => sampleOf(job, sent)
    },
  }
}

function blockOf(changes: Partial<BlockOfRequests>): BlockOfRequests {
  return {
    phase: 'measured',
    slot: 0,
    firstIndex: 10,
    load: { kind: 'closed', firstSends: [0] },
    share: wholeBlock(6),
    startAt: null,
    budgetMs: 60_000,
    journal,
    prompts: [
      { kind: 'text', text: 'one' },
      { kind: 'text', text: 'two', maxTokens: 3 },
    ],
    sampling: { maxTokens: 8, temperature: 0, seed: 0, ignoreEos: false },
    ...changes,
  }
}

interface Ran {
  readonly end: LoadEnd
  readonly samples: readonly Sample[]
  readonly jobs: readonly RequestJob[]
  readonly journal: readonly Sample[]
}

async function run(
  changes: Partial<BlockOfRequests>,
  requesterOf: (jobs: RequestJob[]) => Requester = answering,
  driving: Partial<Driving> & { readonly onSample?: (sample: Sample) => void } = {},
): Promise<Ran> {
  const samples: Sample[] = []
  const jobs: RequestJob[] = []
  const end = await runBlock(blockOf(changes), requesterOf(jobs), (told) => samples.push(...told), {
    signal: new AbortController().signal,
    ...driving,
  })
  return { end, samples, jobs, journal: readJournal(journal)?.samples ?? [] }
}

function byIndex(samples: readonly Sample[]): number[] {
  return samples.map(({ index }) => index).toSorted((one, other) => one - other)
}

test('every request is told and written down once, numbered on from the run so far', async () => {
  const { end, samples, jobs, journal: written } = await run({})
  expect(end.by).toBe('requests')
  expect(samples.map(({ index }) => index)).toEqual([10, 11, 12, 13, 14, 15])
  expect(written).toEqual(samples)
  // Prompts rotate by the number in the run, and a prompt's own limit goes before the usual one.
  expect(jobs.map(({ prompt, sampling }) => [prompt.kind === 'text' ? prompt.text : '', sampling.maxTokens])).toEqual(
    Array.from({ length: 3 }, () => [
      ['one', 8],
      ['two', 3],
    ]).flat(),
  )
})

test('prompts rotate on from block to block', async () => {
  const prompts = ['a', 'b', 'c'].map((text) => ({ kind: 'text', text }) as const)
  const { jobs } = await run({ prompts, firstIndex: 4, share: wholeBlock(4) })
  expect(jobs.map(({ prompt }) => (prompt.kind === 'text' ? prompt.text : ''))).toEqual(['b', 'c', 'a', 'b'])
})

test('under load none is lost either, also those still read when the last client is done', async () => {
  const { samples, journal: written } = await run({
    load: { kind: 'closed', firstSends: [0, 0, 0, 0, 0, 0, 0, 0] },
    share: wholeBlock(400),
  })
  expect(byIndex(samples)).toEqual(Array.from({ length: 400 }, (_, index) => index + 10))
  expect(byIndex(written)).toEqual(byIndex(samples))
})

test('with one client a request is in the journal before the next one is sent', async () => {
  const written: number[] = []
  await run({}, (jobs) => {
    const requester = answering(jobs)
    return {
      request: async (job, signal) => {
        written.push(readJournal(journal)?.samples.length ?? -1)
        return await requester.request(job, signal)
      },
    }
  })
  expect(written).toEqual([0, 1, 2, 3, 4, 5])
})

test('under load an answer is read while others are under way, and no client waits for it', async () => {
  const reading = new Set<number>()
  let sentWhileReading = 0
  const { samples } = await run({ load: { kind: 'closed', firstSends: [0, 0] }, share: wholeBlock(20) }, (jobs) => ({
    async request(job) {
      jobs.push(job)
      if (reading.size > 0) sentWhileReading++
      const sent = now()
      await pause(1)
      let parts = 0
      return () => {
        reading.add(job.index)
        if (++parts < 500) return null
        reading.delete(job.index)
        return sampleOf(job, sent)
      }
    },
  }))
  expect(samples).toHaveLength(20)
  expect(sentWhileReading).toBeGreaterThan(0)
})

test('of several processes each numbers its requests and its streams as in the whole', async () => {
  const { samples } = await run({
    load: { kind: 'closed', firstSends: [0, 0] },
    share: { units: 6, offset: 1, step: 3, streamOffset: 1, streamStep: 3 },
  })
  expect(byIndex(samples)).toEqual([11, 14, 17, 20, 23, 26])
  expect(new Set(samples.map(({ stream }) => stream))).toEqual(new Set([1, 4]))
})

test('a trace says how long each prompt and each answer is', async () => {
  const { jobs } = await run({
    share: wholeBlock(3),
    load: {
      kind: 'open',
      at: Float64Array.of(0, 1, 2),
      maxConcurrency: null,
      inputTokens: Int32Array.of(5, 0, 700),
      outputTokens: Int32Array.of(9, 2, 0),
    },
  })
  // Neither can be nothing.
  expect(
    jobs.map(({ prompt, sampling }) => [prompt.kind === 'tokens' ? prompt.count : null, sampling.maxTokens]),
  ).toEqual([
    [5, 9],
    [1, 2],
    [700, 1],
  ])
})

const conversation = { kind: 'conversation', system: 'Be brief.', turns: ['a', 'b', 'c'], thinkMs: 15 } as const

test('each turn of a conversation carries everything said before, and comes after the pause for thought', async () => {
  const { samples, jobs } = await run({ prompts: [conversation], share: wholeBlock(2) })
  expect(samples.map(({ index, turn }) => [index, turn])).toEqual([
    [10, 0],
    [10, 1],
    [10, 2],
    [11, 0],
    [11, 1],
    [11, 2],
  ])
  const [, , third] = jobs
  expect(third?.prompt).toEqual({
    kind: 'messages',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'answer 1' },
      { role: 'user', content: 'b' },
      { role: 'assistant', content: 'answer 2' },
      { role: 'user', content: 'c' },
    ],
  })
  for (const [one, next] of [
    [samples[0], samples[1]],
    [samples[1], samples[2]],
  ]) {
    expect((next as Sample).intended - (one as Sample).end).toBeGreaterThanOrEqual(15 - 0.01)
    // Not even by the fraction of a millisecond that a timer may be early.
    expect((next as Sample).sent).toBeGreaterThanOrEqual((next as Sample).intended)
  }
})

test.each([
  ['text as it is', { text: ' Yes. ', reasoning: 'Hm.' }, ' Yes. '],
  ['reasoning for an answer without text', { text: '', reasoning: 'Hm.' }, 'Hm.'],
  ['reasoning for white space only', { text: ' \n', reasoning: 'Hm.' }, 'Hm.'],
  ['calls of tools as text', { text: '', toolCalls: '[{"name":"f"}]' }, '[{"name":"f"}]'],
  ['words for nothing at all', { text: '\n' }, '(no text)'],
] as const)('a further turn carries %s', async (_, answer, said) => {
  const jobs: RequestJob[] = []
  await run({ prompts: [{ ...conversation, thinkMs: 0 }], share: wholeBlock(1) }, () => ({
    async request(job) {
      jobs.push(job)
      return { ...sampleOf(job, now()), ...answer }
    },
  }))
  expect(jobs).toHaveLength(3)
  const { prompt } = jobs[2] as RequestJob
  const messages = prompt.kind === 'messages' ? prompt.messages : []
  expect(messages.filter(({ role }) => role === 'assistant').map(({ content }) => content)).toEqual([said, said])
})

test('a conversation ends with the turn that fails, and with no other', async () => {
  const { samples } = await run({ prompts: [conversation], share: wholeBlock(3) }, () => ({
    async request(job) {
      const sent = now()
      await pause(1)
      const sample = sampleOf(job, sent)
      if (job.index !== 11 || job.turn !== 1) return sample
      return { ...sample, state: 'failed', failure: { class: 'reset', message: 'gone' } }
    },
  }))
  expect(samples.map(({ index, turn }) => `${index}.${turn}`)).toEqual([
    '10.0',
    '10.1',
    '10.2',
    '11.0',
    '11.1',
    '12.0',
    '12.1',
    '12.2',
  ])
})

test('each turn is asked for anew: a conversation spends what three requests do', async () => {
  let left = 5
  const seen: Sample[] = []
  const { end, samples } = await run({ prompts: [{ ...conversation, thinkMs: 0 }], share: wholeBlock(4) }, answering, {
    mayStart: () => left-- > 0,
    onSample: (sample) => seen.push(sample),
  })
  expect(samples.map(({ index, turn }) => `${index}.${turn}`)).toEqual(['10.0', '10.1', '10.2', '11.0', '11.1'])
  expect(end.by).toBe('refused')
  expect(seen).toEqual(samples)
})

test('what an abort cuts short is no sample; what was finished is kept', async () => {
  const controller = new AbortController()
  const {
    end,
    samples,
    jobs,
    journal: written,
  } = await run(
    { load: { kind: 'closed', firstSends: [0, 0, 0] }, share: wholeBlock(100_000) },
    (made) => {
      const requester = answering(made)
      return {
        request: async (job, signal) => {
          if (job.index === 40) controller.abort()
          return await requester.request(job, signal)
        },
      }
    },
    { signal: controller.signal },
  )
  expect(end.by).toBe('aborted')
  expect(samples.length).toBeLessThan(jobs.length)
  expect(samples.length).toBeGreaterThanOrEqual(25)
  expect(byIndex(written)).toEqual(byIndex(samples))
})

test('a call that is no run has no journal', async () => {
  const { samples, journal: written } = await run({ journal: null, share: wholeBlock(1) })
  expect(samples).toHaveLength(1)
  expect(written).toEqual([])
})

const open: BlockOfRequests['load'] = {
  kind: 'open',
  at: Float64Array.from({ length: 200 }, (_, index) => index),
  maxConcurrency: null,
  inputTokens: null,
  outputTokens: null,
}
const closed: BlockOfRequests['load'] = { kind: 'closed', firstSends: Array.from({ length: 8 }, () => 0) }
const alone: BlockOfRequests['load'] = { kind: 'closed', firstSends: [0] }

test.for([
  ['one client', 'request', alone],
  ['one client', 'reading', alone],
  ['a closed load', 'request', closed],
  ['a closed load', 'reading', closed],
  ['an open load', 'request', open],
  ['an open load', 'reading', open],
] as const)(
  'with %s what goes wrong in the host itself (%s) ends the block when all in flight is over',
  async ([, place, load]) => {
    const jobs: RequestJob[] = []
    const told: Sample[] = []
    let inFlight = 0
    const requester: Requester = {
      async request(job) {
        jobs.push(job)
        inFlight++
        const sent = now()
        await pause(place === 'request' && job.index === 30 ? 1 : 15)
        inFlight--
        if (place === 'request' && job.index === 30) throw new Error('gone wrong')
        return () => {
          if (job.index === 30) throw new Error('gone wrong')
          return sampleOf(job, sent)
        }
      },
    }
    const block = blockOf({ load, share: wholeBlock(200) })
    const signal = new AbortController().signal
    await expect(runBlock(block, requester, (samples) => told.push(...samples), { signal })).rejects.toThrow(
      'gone wrong',
    )
    expect(inFlight).toBe(0)
    const requests = jobs.length
    expect(requests).toBeLessThan(150)
    // What was answered is kept.
    expect(told).toHaveLength(requests - 1)
    expect(byIndex(readJournal(journal)?.samples ?? [])).toEqual(byIndex(told))
    await pause(30)
    expect(jobs).toHaveLength(requests)
  },
)

test('a conversation sends no further turn when another one went wrong', async () => {
  const jobs: RequestJob[] = []
  const requester: Requester = {
    async request(job) {
      jobs.push(job)
      const sent = now()
      await pause(job.index === 10 ? 5 : 15)
      if (job.index === 10) throw new Error('gone wrong')
      return sampleOf(job, sent)
    },
  }
  const block = blockOf({ prompts: [conversation], load: { kind: 'closed', firstSends: [0, 0] }, share: wholeBlock(2) })
  await expect(runBlock(block, requester, () => {}, { signal: new AbortController().signal })).rejects.toThrow(
    'gone wrong',
  )
  expect(jobs.map(({ index, turn }) => `${index}.${turn}`)).toEqual(['10.0', '11.0'])
})

test('where money counts an answer is read before the next request may start, also under load', async () => {
  const most = 8
  let unread = 0
  let mostUnread = 0
  const { samples } = await run({ load: closed, share: wholeBlock(120) }, answering, {
    mayStart: () => {
      mostUnread = Math.max(mostUnread, ++unread)
      return true
    },
    onSample: () => void unread--,
  })
  expect(samples).toHaveLength(120)
  expect(unread).toBe(0)
  expect(mostUnread).toBe(most)
})

test('the text of a long prompt is made before its request is due, and used by no other', async () => {
  const used: (string | undefined)[] = []
  const preparedAt = new Map<number, number>()
  const preparing = (jobs: RequestJob[]): Requester => ({
    prepare: ({ index, sampling }) => {
      preparedAt.set(index, now())
      return `text ${index} of ${sampling.maxTokens}`
    },
    request: async (job, signal, ready) => {
      used.push(ready)
      return await answering(jobs).request(job, signal)
    },
  })
  const texts = (count: number): string[] => Array.from({ length: count }, (_, place) => `text ${place + 10} of 8`)
  const tokens = { kind: 'tokens', count: 5 } as const
  for (const load of [alone, closed, open]) {
    preparedAt.clear()
    const { jobs } = await run({ prompts: [tokens], load, share: wholeBlock(40) }, preparing)
    expect(new Set(used)).toEqual(new Set(texts(40)))
    expect(used.splice(0)).toHaveLength(40)
    // Whoever comes late is late without it, too; with one client none does.
    if (load === alone)
      for (const { index, intended } of jobs) expect(preparedAt.get(index)).toBeLessThanOrEqual(intended)
  }
  // Other texts are there already.
  await run({ prompts: [tokens, { kind: 'text', text: 'short' }], share: wholeBlock(4) }, preparing)
  expect(used).toEqual(['text 10 of 8', undefined, 'text 12 of 8', undefined])
})

/** Refuses its first requests with a word on when to come back. */
function refusing(jobs: RequestJob[], seconds: readonly number[]): Requester {
  return {
    async request(job) {
      const told = seconds[jobs.length]
      jobs.push(job)
      const sent = now()
      await pause(2)
      if (told === undefined) return () => sampleOf(job, sent)
      return {
        ...sampleOf(job, sent),
        state: 'failed',
        failure: { class: 'http-status', message: 'status 429' },
        http: { connectMs: null, status: 429, retryAfterSeconds: told },
      }
    },
  }
}

test('where the load obeys, a client that was refused waits before its next request, also in the next block', async () => {
  const jobs: RequestJob[] = []
  const requester = refusing(jobs, [0.4, 0.4])
  const load = { kind: 'closed', firstSends: [0], obeyRetryAfter: true } as const
  const first = await run({ load, share: wholeBlock(2) }, () => requester)
  const second = await run({ load, share: wholeBlock(2) }, () => requester)
  expect(first.samples.map(({ state }) => state)).toEqual(['failed', 'failed'])
  expect(jobs).toHaveLength(4)
  for (const place of [1, 2])
    expect((jobs[place]?.intended ?? 0) - (jobs[place - 1]?.intended ?? 0)).toBeGreaterThan(398)
  expect((jobs[3]?.intended ?? 0) - (jobs[2]?.intended ?? 0)).toBeLessThan(390)
  expect(first.end.waits?.waitedMs).toBeGreaterThan(390)
  expect(second.end.waits?.waitedMs).toBeGreaterThan(390)
})

test('where it does not, nobody waits', async () => {
  const jobs: RequestJob[] = []
  const began = now()
  const { end } = await run({ share: wholeBlock(3) }, () => refusing(jobs, [30, 30]))
  expect(end).toEqual({ by: 'requests', unsent: 0 })
  expect(now() - began).toBeLessThan(10_000)
})
