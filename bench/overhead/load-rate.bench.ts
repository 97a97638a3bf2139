import { describe, expect, profile, rate, test } from 'vitest-llm-bench'
import { spawnMockServer } from 'vitest-llm-bench/mock-server'
import { indexOfDispersion } from '../support/dispersion.ts'
import { overheadSize } from '../support/overhead-size.ts'

const perSecond = 50
const seconds = Math.max(3, 60 * overheadSize())
const binMs = 200

// Whether an open load keeps to its schedule: `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('an open load', () => {
  test(`${seconds} s of ${perSecond} requests/s`, async ({ bench, endpoint }) => {
    await using server = await spawnMockServer({
      ttft: 50,
      interToken: 10,
      tokens: 20,
      keepStamps: 2 * perSecond * seconds,
    })
    const answer = endpoint(server.url).chat('Why is the sky blue?', { maxTokens: 20 })
    const run = await bench('50/s', { load: rate(perSecond), duration: seconds * 1000, warmup: 10 }, answer).run()
    const { samples, checks, record } = run
    const check = (id: string): string => {
      const found = checks.find((one) => one.id === id)
      return `${found?.status ?? 'missing'}: ${found?.message ?? ''}`
    }
    const stamps = (await server.stamps()).slice(-samples.length)
    process.stdout.write(
      [
        '',
        `asked ${String(record.load.rate?.asked)}, achieved ${String(record.load.rate?.achieved)} requests/s, ${samples.length} requests`,
        `index of dispersion in bins of ${binMs} ms (Poisson: 1): planned ${indexOfDispersion(
          samples.map(({ intended }) => intended),
          binMs,
        ).toFixed(3)}, sent ${indexOfDispersion(
          samples.map(({ sent }) => sent),
          binMs,
        ).toFixed(3)}, received by the server ${indexOfDispersion(
          stamps.map(({ received }) => received),
          binMs,
        ).toFixed(3)}`,
        `achieved-rate ${check('achieved-rate')}`,
        `schedule-lag ${check('schedule-lag')}`,
        '',
      ].join('\n'),
    )
    expect(run).toHaveSuccessRateAbove(0.99)
    expect(stamps.length).toBe(samples.length)
    // Either the load was what was asked for, or the check says that it was not.
    const achieved = Number(record.load.rate?.achieved) / Number(record.load.rate?.asked)
    const guarded = checks.some(({ id, status }) => id === 'achieved-rate' && status !== 'ok')
    expect(Math.abs(achieved - 1) <= 0.01 || guarded).toBe(true)
  })
})
