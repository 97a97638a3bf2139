import { expect, test } from 'vitest'
import {
  type SpawnedMockServer,
  spawnMockServer,
  type SpawnedMockServerOptions,
} from '../../../src/mock-server/index.ts'
import type { CheckRecord } from '../../../src/record/check.ts'
import { loadHostsOf } from '../../support/load-processes.ts'
import { makeProject, type Project } from '../../support/project.ts'
import { runVitest, startVitest } from '../../support/vitest.ts'

/** Checks of what a server or a load does; the others are of the machine, which may be shared, and of figures. */
const watched = new Set([
  'achieved-rate',
  'chunk-not-token',
  'early-stop',
  'failures',
  'not-streamed',
  'prefix-cache',
  'replayed',
  'token-count',
])

/** Those that rest on a clock: where another check says that the machine stood still, they may say so, too. */
const timed = new Set(['achieved-rate', 'replayed'])

interface Guarded {
  readonly name: string
  readonly options: string
  readonly request: string
  readonly server: SpawnedMockServerOptions
  readonly trips: Readonly<Record<string, CheckRecord['status']>>
}

// Few in flight: when the machine stands still for a moment, as many answers come at once.
const usual = {
  options: '{ load: concurrent(2), requests: 44 }',
  request: `.chat({ tokens: 40 }, { maxTokens: 20 })`,
} as const
const times: SpawnedMockServerOptions = { ttft: 15, interToken: 2, tokens: 40, jitter: 0.1 }

const guarded: readonly Guarded[] = [
  { name: 'healthy', ...usual, server: times, trips: {} },
  { name: 'open', ...usual, options: '{ load: rate(40), duration: 800 }', server: times, trips: {} },
  { name: 'replayed', ...usual, server: { ...times, replay: true }, trips: { replayed: 'invalid' } },
  { name: 'early', ...usual, server: { ...times, earlyStop: 5 }, trips: { 'early-stop': 'warning' } },
  {
    name: 'early-asked',
    ...usual,
    request: `.chat({ tokens: 40 }, { maxTokens: 20, ignoreEos: true })`,
    server: { ...times, earlyStop: 5 },
    trips: { 'early-stop': 'invalid' },
  },
  // Ten per cent more tokens than were allowed.
  { name: 'wrong', ...usual, server: { ...times, usage: 'wrong' }, trips: { 'token-count': 'invalid' } },
  { name: 'absent', ...usual, server: { ...times, usage: 'absent' }, trips: { 'token-count': 'warning' } },
  { name: 'cached', ...usual, server: { ...times, prefixCache: 0.5 }, trips: { 'prefix-cache': 'invalid' } },
  { name: 'little-cached', ...usual, server: { ...times, prefixCache: 0.05 }, trips: { 'prefix-cache': 'warning' } },
  { name: 'chunks', ...usual, server: { ...times, tokensPerChunk: 4 }, trips: { 'chunk-not-token': 'warning' } },
  {
    name: 'slow',
    ...usual,
    options: '{ load: rate(40, { maxConcurrency: 1 }), duration: 800, warmup: 2 }',
    server: { ...times, slots: 1 },
    trips: { 'achieved-rate': 'invalid' },
  },
  {
    name: 'failing',
    ...usual,
    server: { ...times, faults: [{ kind: 'refuse-429', share: 0.2 }] },
    trips: { failures: 'warning' },
  },
]

function checksOf(project: Project, name: string): CheckRecord[] {
  return project.report().runs.find((run) => run.name === name)?.checks ?? []
}

function trippedBy(checks: readonly CheckRecord[], expected: Guarded['trips']): Record<string, string> {
  const stood = checks.some(({ id, status }) => status !== 'ok' && !watched.has(id))
  const counts = ({ id }: CheckRecord): boolean => watched.has(id) && !(stood && timed.has(id) && !(id in expected))
  return Object.fromEntries(
    checks.filter((check) => check.status !== 'ok' && counts(check)).map(({ id, status }) => [id, status]),
  )
}

test('what a server or a load does trips the guard that is there for it, and no other', async () => {
  const servers: SpawnedMockServer[] = []
  try {
    for (const { server } of guarded) servers.push(await spawnMockServer(server))
    const tests = guarded.map(
      ({ name, options, request }, index) => `test('${name}', async ({ bench, endpoint }) => {
  await bench('${name}', ${options}, endpoint(${JSON.stringify(servers[index]?.url)})${request}).run()
})`,
    )
    await using project = makeProject({
      'guards.bench.ts': `import { concurrent, rate, test } from 'vitest-llm-bench'\n${tests.join('\n')}`,
    })
    const { exitCode, output } = await runVitest(project, ['bench', '--run'])
    expect(exitCode, output).toBe(0)
    expect(guarded.map(({ name, trips }) => [name, trippedBy(checksOf(project, name), trips)])).toEqual(
      guarded.map(({ name, trips }) => [name, trips]),
    )
  } finally {
    await Promise.all(servers.map(async (server) => await server.close()))
  }
})

test('a load host that is stopped in the middle is told, and so is the rate that it missed', async () => {
  await using server = await spawnMockServer({ ttft: 10, interToken: 4 })
  await using project = makeProject({
    'lag.bench.ts': `
import { rate, test } from 'vitest-llm-bench'
test('lag', async ({ bench, endpoint }) => {
  await bench('lag', { load: rate(100, { arrivals: 'constant' }), duration: 3000, warmup: 2 }, endpoint(${JSON.stringify(server.url)}).chat('Why?', { maxTokens: 16 })).run()
})`,
  })
  await using vitest = startVitest(project, ['bench', '--run'])
  const deadline = Date.now() + 60_000
  while (!project.journals().some((lines) => lines.filter((line) => line.includes('"phase":"measured"')).length > 20)) {
    if (Date.now() > deadline) throw new Error(vitest.output())
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const [host = 0] = loadHostsOf(project)
  process.kill(host, 'SIGSTOP')
  await new Promise((resolve) => setTimeout(resolve, 400))
  process.kill(host, 'SIGCONT')
  const { exitCode, output } = await vitest.ended
  expect(exitCode, output).toBe(0)
  const checks = checksOf(project, 'lag')
  const statusOf = (id: string): string | undefined => checks.find((check) => check.id === id)?.status
  expect(statusOf('event-loop-lag')).not.toBe('ok')
  expect(statusOf('schedule-lag')).toBe('invalid')
  // What was due while it stood still was sent later, and none was left out.
  expect(statusOf('achieved-rate')).toBe('ok')
  expect(project.report().runs[0]).toMatchObject({ requests: { attempted: 300, failed: 0 } })
  for (const id of ['replayed', 'token-count', 'prefix-cache', 'chunk-not-token']) expect(statusOf(id)).toBe('ok')
})
