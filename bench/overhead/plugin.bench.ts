import { describe, expect, profile, test } from 'vitest-llm-bench'
import { pairedDifference, pairedRatio, shown } from '../support/paired.ts'
import { throwawayProject } from '../support/throwaway-project.ts'

const emptyBench = `import { test } from 'vitest'\ntest('nothing', () => {})\n`

const ordinaryBench = `
import { test } from 'vitest'
const numbers = Array.from({ length: 2000 }, (_, i) => (i * 7919) % 2003)
test('sorting', async ({ bench }) => {
  const { latency } = await bench('sorting', () => { numbers.toSorted((a, b) => a - b) }).run({ time: 400 })
  console.log('median ' + latency.p50)
})
`

const startPairs = 40
const functionPairs = 12

// What the plugin costs a project that measures no model: `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('plugin', () => {
  test('an empty benchmark with and without the plugin', async () => {
    using withPlugin = throwawayProject(emptyBench)
    using without = throwawayProject(emptyBench, { plugin: false })
    await withPlugin.bench()
    await without.bench()
    const pairs: [number, number][] = []
    for (let pair = 0; pair < startPairs; pair++) {
      // ABBA: whatever drifts falls on both.
      const order = pair % 2 === 0 ? [withPlugin, without] : [without, withPlugin]
      const times = new Map<unknown, number>()
      for (const project of order) times.set(project, (await project.bench()).ms)
      pairs.push([times.get(withPlugin) ?? Number.NaN, times.get(without) ?? Number.NaN])
    }
    const added = pairedDifference(pairs)
    process.stdout.write(`\nthe plugin adds to an empty benchmark: ${shown(added, 1, ' ms')}\n`)
    expect(added.low).toBeLessThan(40)
  })

  test('an ordinary function with and without the plugin', async () => {
    using withPlugin = throwawayProject(ordinaryBench)
    using without = throwawayProject(ordinaryBench, { plugin: false })
    const median = async (project: typeof without): Promise<number> =>
      Number(/median ([\d.]+)/.exec((await project.bench()).output)?.[1])
    const pairs: [number, number][] = []
    for (let pair = 0; pair < functionPairs; pair++) {
      const ours = pair % 2 === 0 ? await median(withPlugin) : Number.NaN
      const theirs = await median(without)
      pairs.push([Number.isNaN(ours) ? await median(withPlugin) : ours, theirs])
    }
    const ratio = pairedRatio(pairs)
    process.stdout.write(`\nan ordinary function with the plugin / without: ${shown(ratio, 3)}\n`)
    expect(ratio.low).toBeLessThan(1.03)
  })
})
