import { writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { findNoiseFloor } from '../../src/baseline/find-noise-floor.ts'
import { noisePath, saveNoiseFloors } from '../../src/baseline/noise-file.ts'
import { fingerprintFrom } from '../../src/machine/facts/fingerprint.ts'
import { freshFolders, latencyFloor } from './noise-folder.ts'

const here = fingerprintFrom({ cpu: 'one', engine: 'llama.cpp b2', model: 'small' })
const before = fingerprintFrom({ cpu: 'one', engine: 'llama.cpp b1', model: 'small' })
const own = { key: latencyFloor.key, metric: 'latency' } as const
const floor = latencyFloor
let root = ''
const folderOfTest = freshFolders()

beforeEach(() => {
  root = folderOfTest()
})

test('its own, else the largest of the same metric and fingerprint, by its name', () => {
  expect(findNoiseFloor(root, here, own)).toEqual({ floor: null, notes: [] })
  saveNoiseFloors(root, here, [
    { ...floor, key: 'b', variance: 0.002 },
    { ...floor, key: 'c', variance: 0.004 },
    { ...floor, key: 'd', variance: 0.1, metric: 'ttft' },
  ])
  expect(findNoiseFloor(root, here, own)).toMatchObject({ floor: { variance: 0.004, standsIn: 'c' }, notes: [] })
  saveNoiseFloors(root, here, [floor])
  expect(findNoiseFloor(root, here, own)).toMatchObject({ floor: { variance: 0.001, standsIn: null }, notes: [] })
})

test('one of another engine is not used, and a sentence says so; one of another bench there is no matter', () => {
  saveNoiseFloors(root, before, [{ ...floor, key: 'b' }])
  expect(findNoiseFloor(root, here, own)).toEqual({ floor: null, notes: [] })
  saveNoiseFloors(root, before, [floor])
  const { floor: found, notes } = findNoiseFloor(root, here, own)
  expect(found).toBeNull()
  expect(notes).toEqual([
    'the noise floor of this bench was measured with another fingerprint ' +
      '(engine "llama.cpp b2" here, "llama.cpp b1" there) and is not used: measure it here with llm-bench noise',
  ])
})

test('a damaged file is not used, and a sentence says so', () => {
  saveNoiseFloors(root, here, [floor])
  writeFileSync(noisePath(root, here), 'no JSON')
  expect(findNoiseFloor(root, here, own)).toMatchObject({
    floor: null,
    notes: [expect.stringMatching(/are not used: it is damaged: no JSON object; measure them again/u)],
  })
})
