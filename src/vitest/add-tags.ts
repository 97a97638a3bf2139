import type { ResolvedConfig } from 'vitest/node'

type Tag = ResolvedConfig['tags'][number]

/** Areas of benchmarks, as tags of tests: any test may have several. */
const areas: readonly Tag[] = [
  { name: 'latency', description: 'benchmarks of times: answers, first tokens, loads of models' },
  { name: 'cost', description: 'benchmarks of money' },
  { name: 'throughput', description: 'benchmarks of many clients, rates and sweeps' },
  { name: 'configurations', description: 'benchmarks of one model in several configurations' },
  { name: 'quality', description: 'benchmarks of how good answers are' },
  { name: 'models', description: 'benchmarks of several models' },
  { name: 'energy', description: 'benchmarks of energy' },
]

/**
 * Declares the areas as tags of a project: one that is not declared fails the test that has it. A definition of the
 * user's, in any project of the execution, is taken as it is.
 */
export function addTags({ tags }: Pick<ResolvedConfig, 'tags'>, all: readonly Pick<ResolvedConfig, 'tags'>[]): void {
  for (const area of areas) {
    if (tags.some(({ name }) => name === area.name)) continue
    const known = all.flatMap((config) => config.tags).filter(({ name }) => name === area.name)
    tags.push(known.find((tag) => !areas.includes(tag)) ?? area)
  }
}
