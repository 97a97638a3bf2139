import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunRecord } from '../../src/record/run.ts'
import { isAlive } from '../../src/machine/processes/is-alive.ts'
import { withDescendants } from '../../src/machine/processes/descendants.ts'
import { measuredOf } from '../support/runs-of.ts'
import { startVitest } from '../support/vitest.ts'
import { type CheckName, clients, plainRequests, plainTokens, greetingTokens } from './checks.ts'
import { type Conformance, conformanceOf } from './conformance.ts'
import { type LoggedTime, loggedTimes, timesOfAnswers } from './logged-times.ts'
import { recordedTokens } from './recording-proxy.ts'
import { serverCases } from './server-cases.ts'
import { meanOf, medianOf, over, tpotRows } from './tpot-rows.ts'
import { signalsFor, whyNot } from './wanted-servers.ts'

/** Longest time that a server may take for the whole list, in milliseconds. */
const longestMs = 1_800_000
/** Share by which our time per output token may differ from the server's own. */
const tolerance = 0.03

for (const wanted of serverCases) {
  const missing = whyNot(wanted.needs, wanted.onlyNamed === true)
  const shown = missing === null ? wanted.title : `${wanted.title}: ${missing}`
  describe.skipIf(missing !== null)(shown, { timeout: longestMs }, () => {
    let tried: Conformance
    let output = ''
    let runs: readonly RunRecord[] = []
    let logged: ReadonlyMap<string, readonly LoggedTime[]> = new Map()
    const lines: (readonly [CheckName, ...unknown[]])[] = []

    beforeAll(async () => {
      tried = await conformanceOf(wanted)
      await using vitest = startVitest(tried.project, ['bench', '--run', 'list.bench.ts'], {}, longestMs)
      const alive = watched(vitest.pid)
      ;({ output } = await vitest.ended)
      if (tried.project.exists('llm-bench-report/report.json')) ({ runs } = tried.project.report())
      if (wanted.tells === 'log') logged = timesInLog(tried)
      expect(await leftOf(alive.pids()), 'processes that are left').toEqual([])
    }, longestMs)
    afterAll(async () => {
      const rows = lines.map(([name, ...figures]) => [name, ...figures.map(figure)].join(' | '))
      process.stdout.write(`${wanted.title}: TPOT in ms | ours | proxy | ${wanted.tells}\n${rows.join('\n')}\n`)
      await tried[Symbol.asyncDispose]()
    })

    const runOf = (name: CheckName): RunRecord => {
      const run = runs.find((candidate) => candidate.name === name)
      if (run === undefined) throw new Error(`there is no run of "${name}":\n${output}`)
      expect(run.requests.failures, output).toEqual({})
      return run
    }
    const check = (name: CheckName, title: string, body: (run: RunRecord) => void): void => {
      const reason = wanted.lacks[name]
      test.skipIf(reason !== undefined)(reason === undefined ? title : `${title}: ${reason}`, () => body(runOf(name)))
    }
    /** Holds our times per output token against what passed the proxy, and against the server's own figure. */
    const sameTpot = (run: RunRecord, name: CheckName): void => {
      const rows = tpotRows(measuredOf(tried.project, name), tried.proxy.answersOf(name), logged.get(name))
      const told = wanted.tells === 'metrics' ? countedTpot(run) : null
      lines.push([
        name,
        ...[rows.map(({ ours }) => ours), rows.map(({ passed }) => passed)].map(meanOf),
        told ?? meanOf(rows.map(({ engine }) => engine)),
      ])
      const ratio = medianOf(rows.map(({ ours, passed }) => over(ours, passed)))
      // What cannot be said is not said; what is said is right.
      if (ratio !== null) expect(Math.abs(ratio - 1), `ours over the proxy's: ${ratio}`).toBeLessThan(tolerance)
      // llama.cpp's clock begins before its first token is sampled, which takes long under a grammar only.
      const toOwn = medianOf(rows.map(({ ours, engine }) => over(ours, engine)))
      const free = (name !== 'schema' && name !== 'tool call') || run.server?.server === 'vllm'
      if (toOwn !== null && free) expect(Math.abs(toOwn - 1), `${toOwn}`).toBeLessThan(tolerance)
      const mean = run.metrics.tpot.mean
      if (free && typeof told === 'number' && typeof mean === 'number')
        expect(apart(mean, [told, answeredTpot(run)]), `ours ${mean}, the server's ${told}`).toBeLessThan(tolerance)
    }

    check('plain', 'counts the tokens of a plain answer, and times them as the server does', (run) => {
      expect(run.tokens).toMatchObject({ output: plainRequests * plainTokens, source: 'usage' })
      const counted = run.server?.generatedTokens ?? null
      expect(counted, "the server's own count").toBe(wanted.counts ? plainRequests * plainTokens : null)
      sameTpot(run, 'plain')
    })
    check('end token', 'counts and times the token that ends an answer', (run) => {
      for (const { finish, tokens, text } of samplesOf('end token')) {
        expect({ finish, text }).toMatchObject({ finish: 'stop' })
        expect(tokens.output).toBeLessThan(60)
        if (wanted.mocks === undefined) expect(tokens.input).toBe(greetingTokens)
      }
      sameTpot(run, 'end token')
    })
    check('stop', 'ends where a stop string was met', (run) => {
      for (const { finish, text } of samplesOf('stop')) {
        expect(finish).toBe('stop')
        // Some keep the stop string itself.
        expect(text).not.toMatch(/assistant ./)
      }
      sameTpot(run, 'stop')
    })
    check('tool call', 'keeps the call of a tool', (run) => {
      holdsTheCall('tool call')
      sameTpot(run, 'tool call')
    })
    check('whole tool call', 'keeps the call of a tool in an answer that does not stream', (run) => {
      holdsTheCall('whole tool call')
      expect(run.metrics.ttft.mean).toBeNull()
    })
    check('schema', 'keeps an answer that fits a schema', (run) => sameTpot(run, 'schema'))
    check('whole', 'has no time to first token of an answer that does not stream', (run) => {
      expect(run.metrics.ttft.mean).toBeNull()
      expect(run.metrics.tpot.mean).toBeNull()
      expect(run.metrics.latency.mean).toBeGreaterThan(0)
    })
    check('cached', 'tells cached tokens only where the server tells them', (run) => {
      const { cached, input } = run.tokens
      if (!wanted.tellsCached) expect(cached).toBeNull()
      else expect(cached).toBeLessThanOrEqual(input ?? 0)
    })
    check('clients', 'serves several clients', (run) => {
      expect(run.requests.succeeded).toBe(clients.requests)
      expect(run.tokens.output).toBe(clients.requests * plainTokens)
    })

    test.for(signalsFor(wanted.needs))('leaves no process after %s', async (signal) => {
      rmSync(join(tried.project.folder, 'llm-bench-report'), { recursive: true, force: true })
      await using vitest = startVitest(tried.project, ['bench', '--run', 'endless.bench.ts'], {}, longestMs)
      const deadline = Date.now() + longestMs / 2
      const alive = watched(vitest.pid)
      while (measuredOf(tried.project, 'endless').length < 6) {
        if (Date.now() > deadline) throw new Error(vitest.output())
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
      const pids = alive.pids()
      expect(pids.length).toBeGreaterThan(2)
      vitest.signal(signal)
      await vitest.ended
      expect(await leftOf(pids)).toEqual([])
    })

    function holdsTheCall(name: CheckName): void {
      for (const { toolCalls, finish } of samplesOf(name)) {
        expect(toolCalls).toMatch(/"paint".*red/)
        expect(finish).toBe('tool-calls')
      }
    }

    function samplesOf(name: CheckName): (ReturnType<typeof measuredOf>[number] & { state: 'completed' })[] {
      return measuredOf(tried.project, name).filter((sample) => sample.state === 'completed')
    }
  })
}

/** The server's own mean time per output token over a run; null where its counters are of other work. */
function countedTpot({ server, requests: { succeeded } }: RunRecord): number | null {
  if (server === null || (server.requests ?? succeeded) !== succeeded) return null
  const { decodeMs, generatedTokens } = server
  return server.meanTpotMs ?? over(decodeMs, generatedTokens === null ? null : generatedTokens - succeeded)
}

/**
 * The time per output token between the moments at which a server's API had the first token and the last, where it
 * counts these: its engine may be another process, whose tokens are late on a busy machine.
 */
function answeredTpot({ server, requests: { succeeded } }: RunRecord): number | null {
  const { meanLatencyMs = null, meanTtftMs = null, generatedTokens = null } = server ?? {}
  if (meanLatencyMs === null || meanTtftMs === null || generatedTokens === null) return null
  return over((meanLatencyMs - meanTtftMs) * succeeded, generatedTokens - succeeded)
}

/** Least share by which a figure is apart from those that are known. */
function apart(ours: number, others: readonly (number | null)[]): number {
  return Math.min(...others.filter((other) => other !== null).map((other) => Math.abs(ours / other - 1)))
}

/** Times that a server logged of the answers that passed the proxy, by check. */
function timesInLog({ project, proxy }: Conformance): Map<string, LoggedTime[]> {
  const folder = join(project.folder, 'llm-bench-report', 'logs')
  const log = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
  const answers = proxy.all()
  const found = timesOfAnswers(
    loggedTimes(log.join('')),
    answers.map(({ pieces }) => recordedTokens(pieces)),
  )
  expect(found, 'times in the log of the server').not.toBeNull()
  return Map.groupBy(found ?? [], (_, index) => answers[index]?.check ?? '')
}

function figure(value: unknown): string {
  return typeof value === 'number' ? value.toFixed(2) : '-'
}

/** All processes that were ever seen below one. */
function watched(root: number): { pids(): number[] } {
  const seen = new Set<number>()
  const look = (): void => withDescendants(root).forEach((pid) => seen.add(pid))
  const timer = setInterval(look, 500).unref()
  return {
    pids() {
      look()
      clearInterval(timer)
      return [...seen]
    },
  }
}

/** Those that live after twenty seconds. */
async function leftOf(pids: readonly number[]): Promise<number[]> {
  for (let left = 100; left > 0 && pids.some(isAlive); left--) await new Promise((resolve) => setTimeout(resolve, 200))
  return pids.filter(isAlive)
}
