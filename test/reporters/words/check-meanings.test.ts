import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkMeaning, explained } from '../../../reporters/words/check-meanings.ts'

test('every check has a meaning', () => {
  const folder = new URL('../../../src/checks/', import.meta.url)
  const ids = ['client', 'machine', 'answers', 'series', 'recorded'].flatMap((kind) =>
    readdirSync(new URL(kind, folder)).flatMap((name) =>
      [...readFileSync(new URL(`${kind}/${name}`, folder), 'utf8').matchAll(/\bid: '([\w-]+)'/gu)].map(([, id]) => id),
    ),
  )
  expect(ids.length).toBeGreaterThan(50)
  expect(ids.filter((id) => checkMeaning(id ?? '') === null)).toEqual([])
  for (const id of ['anchor', 'parts-overlap']) expect(checkMeaning(id)).not.toBeNull()
  expect(checkMeaning('toString')).toBeNull()
})

test('a check is explained where its name stands', () => {
  expect(explained('invalid check send-wait')).toBe('invalid check send-wait (requests waited before they were sent)')
  expect(explained('in "x" the check drift is invalid')).toContain('check drift (the times rose or fell over the run)')
  expect(explained('check this')).toBe('check this')
})
