import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { now, pause } from '../../../../../src/clock.ts'
import { rapl } from '../../../../../src/machine/meters/energy/sources/rapl.ts'
import { raplDomains, raplJoules } from '../../../../../src/machine/meters/energy/sources/rapl-domains.ts'
import { damagedCopies } from '../../../damage.ts'

const root = mkdtempSync(join(tmpdir(), 'llm-bench-rapl-'))
afterAll(() => rmSync(root, { recursive: true }))

/** Folders as Linux documents them (powercap): read, never seen. */
function folders(name: string, domains: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  for (const [domain, files] of Object.entries(domains)) {
    mkdirSync(join(root, name, domain), { recursive: true })
    for (const [file, text] of Object.entries(files)) writeFileSync(join(root, name, domain, file), `${text}\n`)
  }
  return join(root, name)
}

const counter = { energy_uj: '5000000', max_energy_range_uj: '262143328850', constraint_0_power_limit_uw: '65000000' }

test('packages and their memory are added up; cores, and the package once more, are parts of them', () => {
  const place = folders('server', {
    'intel-rapl:0': { name: 'package-0', ...counter, constraint_1_power_limit_uw: '120000000' },
    'intel-rapl:0:0': { name: 'core', ...counter },
    'intel-rapl:0:1': { name: 'dram', ...counter },
    'intel-rapl:1': { name: 'package-1', ...counter },
    'intel-rapl-mmio:0': { name: 'package-0', ...counter },
  })
  const found = raplDomains(place)
  expect(found?.scope).toBe('cpu')
  expect(found?.domains.map(({ name, limitWatts }) => [name, limitWatts])).toEqual([
    ['package-0', 120],
    ['package-1', 65],
    ['dram-0', 65],
  ])
})

test('where the whole platform has a counter it alone is read', () => {
  const place = folders('laptop', {
    'intel-rapl:0': { name: 'package-0', ...counter },
    'intel-rapl:1': { name: 'psys', ...counter },
  })
  expect(raplDomains(place)).toMatchObject({ scope: 'system', domains: [{ name: 'psys' }] })
})

test('a counter that only root may read, damaged ones and none at all do not work, and say why', async () => {
  const damaged = folders('damaged', { 'intel-rapl:0': { name: 'package-0', energy_uj: 'läuft' } })
  expect(raplDomains(damaged)).toBeNull()
  await expect(rapl(damaged).start()).rejects.toThrow('only root may')
  await expect(rapl(join(root, 'nowhere')).start()).rejects.toThrow('no counters, as in a virtual machine')
  // One package of two is no sum.
  expect(
    raplDomains(
      folders('half', {
        'intel-rapl:0': { name: 'package-0', ...counter },
        'intel-rapl:1': { name: 'package-1', energy_uj: '' },
      }),
    ),
  ).toBeNull()
})

test('damaged files: domains of the undamaged ones or none, figures in range, and nothing throws', () => {
  const files = { name: 'package-0', ...counter }
  for (const [file, text] of Object.entries(files)) {
    for (const copy of damagedCopies(text, 100, ['empty', 'noise', 'figure absurd', 'line doubled', 'truncated'])) {
      const place = folders('any', { 'intel-rapl:0': { ...files, [file]: copy.text } })
      for (const domain of raplDomains(place)?.domains ?? []) {
        expect(domain.name).toMatch(/^package-\d+/u)
        expect(domain.rangeJoules ?? 1).toBeGreaterThan(0)
        expect(domain.limitWatts ?? 1).toBeGreaterThan(0)
        expect(domain.limitWatts ?? 1).toBeLessThanOrEqual(100_000)
        expect(raplJoules(domain) ?? 0).toBeGreaterThanOrEqual(0)
      }
    }
  }
})

test('a counter that begins anew at its range is counted on', async () => {
  const range = 2_000_000
  const place = folders('wrapping', {
    'intel-rapl:0': { name: 'package-0', energy_uj: '0', max_energy_range_uj: String(range) },
  })
  const began = now()
  const watts = 5
  const write = (): void => {
    const microjoules = Math.round((now() - began) * watts * 1000)
    writeFileSync(join(place, 'intel-rapl:0/energy_uj'), `${microjoules % range}\n`)
  }
  const timer = setInterval(write, 10)
  const watch = await rapl(place).start()
  await pause(300)
  const from = now()
  await pause(1500)
  const to = now()
  await watch.after(to)
  clearInterval(timer)
  const { energy } = watch.joules([{ from, to }])
  watch.stop()
  expect(energy.state).toBe('known')
  if (energy.state === 'known') {
    const truth = (watts * (to - from)) / 1000
    expect(energy.joules - energy.below).toBeLessThanOrEqual(truth * 1.02)
    expect(energy.joules + energy.above).toBeGreaterThanOrEqual(truth * 0.98)
  }
})
