import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AskedModule, type AskedVitest, meantToMeasure } from '../../reporters/meant-to-measure.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'meant-to-measure-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Config = Partial<AskedVitest['config']>

/** A Vitest that was asked for what a configuration says; `vitest bench` where it says nothing. */
function asked({ cliOptions = { benchmarkOnly: true }, ...config }: Config = {}): AskedVitest {
  return { config: { mergeReports: undefined as never, watch: false, cliOptions, ...config } as AskedVitest['config'] }
}

function bench(state: 'passed' | 'failed' | 'skipped'): AskedModule {
  return { moduleId: '/x.bench.ts', state: () => state, project: { config: { benchmark: { enabled: true } } } }
}

function plain(state: 'passed' | 'failed' | 'skipped', source: string): AskedModule {
  const moduleId = join(folder, 'x.test.ts')
  writeFileSync(moduleId, source)
  return { moduleId, state: () => state, project: { config: { benchmark: { enabled: false } } } }
}

const measuring = `import { test } from 'vitest-llm-bench'\ntest('x', async ({ measure }) => {})`

describe('bench files', () => {
  test('that ran were to measure, in a part of the whole too', () => {
    expect(meantToMeasure(asked(), [bench('failed')])).toBe(true)
    expect(meantToMeasure(asked(), [bench('skipped'), bench('passed')])).toBe(true)
    expect(meantToMeasure(asked({ shard: { index: 1, count: 2 } }), [bench('failed')])).toBe(true)
    expect(meantToMeasure(asked({ cliOptions: {} }), [bench('failed')])).toBe(true)
  })

  test('that were all left out were to measure where nothing else was asked for', () => {
    expect(meantToMeasure(asked(), [bench('skipped')])).toBe(true)
    expect(meantToMeasure(asked(), [])).toBe(true)
    expect(meantToMeasure(asked({ cliOptions: {} }), [bench('skipped')])).toBe(false)
    expect(meantToMeasure(asked({ cliOptions: {} }), [])).toBe(false)
  })

  test.for<[string, Config]>([
    ['a shard', { shard: { index: 2, count: 2 } }],
    ['a watching Vitest', { watch: true }],
    ['what changed', { changed: true }],
    ['what changed since a commit', { changed: 'HEAD~1' }],
    ['what is related', { related: ['a.ts'] }],
    ['what failed', { cliOptions: { benchmarkOnly: true, lastFailed: true } }],
  ])('%s may be empty', ([, config]) => {
    expect(meantToMeasure(asked(config), [])).toBe(false)
    expect(meantToMeasure(asked(config), [bench('skipped')])).toBe(false)
  })

  test('a merge measures nothing', () => {
    expect(meantToMeasure(asked({ mergeReports: '.vitest/blob' }), [bench('failed')])).toBe(false)
  })
})

describe('plain test files', () => {
  const options = { cliOptions: {} }

  test('were to measure where they failed before', () => {
    expect(meantToMeasure(asked(options), [plain('failed', measuring)])).toBe(true)
  })

  test('were not where they passed, import nothing of this package, or use it for something else', () => {
    expect(meantToMeasure(asked(options), [plain('passed', measuring)])).toBe(false)
    expect(meantToMeasure(asked(options), [plain('skipped', measuring)])).toBe(false)
    expect(meantToMeasure(asked(options), [plain('failed', `import { test } from 'vitest'\nmeasure()`)])).toBe(false)
    expect(meantToMeasure(asked(options), [plain('failed', `import { price } from 'vitest-llm-bench'`)])).toBe(false)
  })

  test('that are gone say nothing', () => {
    const gone: AskedModule = { ...plain('failed', measuring), moduleId: join(folder, 'gone.test.ts') }
    expect(meantToMeasure(asked(options), [gone])).toBe(false)
  })
})
