import { expect, test } from 'vitest'
import type { ResolvedConfig } from 'vitest/node'
import { addTags } from '../../src/vitest/add-tags.ts'

type Config = Pick<ResolvedConfig, 'tags'>

const areas = ['configurations', 'cost', 'energy', 'latency', 'models', 'quality', 'throughput']

test('areas are declared beside the tags that are there', () => {
  const config: Config = { tags: [{ name: 'slow' }] }
  addTags(config, [config])
  expect(config.tags.map(({ name }) => name).toSorted()).toEqual([...areas, 'slow'].toSorted())
  addTags(config, [config])
  expect(config.tags).toHaveLength(areas.length + 1)
})

test('a definition of the user stands, in every project', () => {
  const own = { name: 'cost', timeout: 1234 }
  const [root, one, two]: [Config, Config, Config] = [{ tags: [] }, { tags: [] }, { tags: [own] }]
  for (const config of [one, two, root]) addTags(config, [root, one, two])
  for (const config of [one, two, root]) expect(config.tags.filter(({ name }) => name === 'cost')).toEqual([own])
})
