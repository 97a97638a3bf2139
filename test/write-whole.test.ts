import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { temporarySuffix, writeWhole, writeWholeBy } from '../src/write-whole.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-whole-test-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a file appears with its folder, and replaces the one before', () => {
  const path = join(folder, 'deep', 'er', 'a.txt')
  writeWhole(path, 'one')
  writeWhole(path, 'two')
  expect(readFileSync(path, 'utf8')).toBe('two')
  expect(readdirSync(join(folder, 'deep', 'er'))).toEqual(['a.txt'])
})

test('what cannot take its name leaves nothing behind', () => {
  mkdirSync(join(folder, 'a.txt', 'in-the-way'), { recursive: true })
  expect(() => writeWhole(join(folder, 'a.txt'), 'text')).toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/u)
  expect(readdirSync(folder)).toEqual(['a.txt'])
})

describe('piece by piece', () => {
  test('nobody sees a part of it', async () => {
    const path = join(folder, 'deep', 'a.txt')
    await writeWholeBy(path, async (temporary) => {
      expect(temporary.endsWith(temporarySuffix)).toBe(true)
      writeFileSync(temporary, 'half, ')
      await Promise.resolve()
      expect(existsSync(path)).toBe(false)
      writeFileSync(temporary, 'whole', { flag: 'a' })
    })
    expect(readFileSync(path, 'utf8')).toBe('half, whole')
    expect(readdirSync(join(folder, 'deep'))).toEqual(['a.txt'])
  })

  test('what is given up leaves the file as it was', async () => {
    const path = join(folder, 'a.txt')
    writeWhole(path, 'before')
    const failed = writeWholeBy(path, async (temporary) => {
      writeFileSync(temporary, 'half')
      await Promise.reject(new Error('no room'))
    })
    await expect(failed).rejects.toThrow('no room')
    expect(readFileSync(path, 'utf8')).toBe('before')
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })
})
