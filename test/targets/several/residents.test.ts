import { expect, test } from 'vitest'
import { evictionsFor } from '../../../src/targets/several/evictions.ts'
import { type ResidentModel, Residents } from '../../../src/targets/several/residents.ts'

test('no more are evicted than have to be, those of the oldest use first', () => {
  const residents = [
    { name: 'late', bytes: 4, lastUse: 9 },
    { name: 'old', bytes: 3, lastUse: 1 },
    { name: 'older', bytes: 1, lastUse: 0 },
  ]
  expect(evictionsFor(residents, 2, 10)).toEqual([])
  expect(evictionsFor(residents, 3, 10)).toEqual(['older'])
  expect(evictionsFor(residents, 5, 10)).toEqual(['older', 'old'])
  expect(evictionsFor(residents, 11, 10)).toBeNull()
})

/** Models of given sizes that note what becomes of them. */
function fleet(
  sizes: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>> = {},
): { models: ResidentModel[]; log: string[]; live: Set<string> } {
  const [log, live]: [string[], Set<string>] = [[], new Set()]
  const models = Object.entries(sizes).map(([name, bytes]): ResidentModel => ({
    name,
    isLoaded: () => live.has(name),
    load: async () => {
      log.push(`+${name}`)
      live.add(name)
    },
    evict: async () => {
      log.push(`-${name}`)
      live.delete(name)
    },
    bytes: async () => bytes,
    expectedBytes: async () => expected[name] ?? null,
    processBytes: () => (live.has(name) ? 1 : 0),
  }))
  return { models, log, live }
}

test('a model that is loaded costs nothing, and one that is not makes the least used go', async () => {
  const { models, log, live } = fleet({ a: 4, b: 4, c: 4 })
  const residents = new Residents(models, 8)
  expect(await residents.use('a')).toMatchObject({ evicted: [] })
  await residents.use('b')
  expect(await residents.use('a')).toBeNull()
  expect(await residents.use('c')).toMatchObject({ evicted: ['b'] })
  expect(await residents.use('b')).toMatchObject({ evicted: ['a'] })
  expect([...live].toSorted()).toEqual(['b', 'c'])
  // Of b and c nobody knew the size when they were loaded first; of b it is known the second time.
  expect(log).toEqual(['+a', '+b', '+c', '-b', '-a', '+b'])
  expect(residents.allFit).toBe(false)
})

test('asks that come at once are served one after the other', async () => {
  const { models, live } = fleet({ a: 6, b: 6 })
  const residents = new Residents(models, 8)
  await Promise.all([residents.use('a'), residents.use('b'), residents.use('a')])
  expect([...live]).toEqual(['a'])
})

test('one that does not fit by itself is refused, and does not stay', async () => {
  const { models, live } = fleet({ huge: 20 })
  await expect(new Residents(models, 8).use('huge')).rejects.toMatchObject({ code: 'model-too-large' })
  expect(live.size).toBe(0)
})

test('without a budget all stay', async () => {
  const { models, live } = fleet({ a: 6, b: 6 })
  const residents = new Residents(models, null)
  for (const name of ['a', 'b', 'a']) await residents.use(name)
  expect(live.size).toBe(2)
  expect([residents.allFit, residents.allBytes]).toEqual([true, 12])
})

test('room is made before the first load of one of which is known what it will take', async () => {
  const { models, log } = fleet({ a: 5, b: 4 }, { a: 4, b: 3 })
  const residents = new Residents(models, 8)
  await residents.use('a')
  // With a process like that of a it is expected to take 4.
  expect(await residents.use('b')).toMatchObject({ evicted: ['a'] })
  expect(log).toEqual(['+a', '-a', '+b'])
})

test('one that cannot fit by itself is refused before it is loaded, and the others stay', async () => {
  const { models, log } = fleet({ a: 4e9, huge: 20e9 }, { huge: 16e9 })
  const residents = new Residents(models, 8e9)
  await residents.use('a')
  await expect(residents.use('huge')).rejects.toThrow(
    'model "huge" needs about 16.0 GB of memory by itself, the memoryBudget of all is 8.00 GB: raise it, or choose',
  )
  expect(log).toEqual(['+a'])
})
