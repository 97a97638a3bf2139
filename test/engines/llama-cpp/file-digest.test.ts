import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesDigest } from '../../../src/engines/llama-cpp/file-digest.ts'
import { type TemporaryFolder, temporaryFolder } from '../../models/temporary-folder.ts'

const edge = 65_536

async function digestOf(folder: TemporaryFolder, bytes: Uint8Array): Promise<string> {
  const path = join(folder.path, 'file')
  await writeFile(path, bytes)
  return filesDigest([path])
}

function changedAt(bytes: Uint8Array, position: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[position] = 255 - (copy[position] ?? 0)
  return copy
}

test('size, start and end are what is digested', async () => {
  await using folder = await temporaryFolder()
  const bytes = Uint8Array.from({ length: 3 * edge }, (_, index) => index % 251)
  const expected = createHash('sha256')
    .update(String(bytes.length))
    .update(bytes.subarray(0, edge))
    .update(bytes.subarray(2 * edge))
    .digest('hex')
  expect(await digestOf(folder, bytes)).toBe(expected.slice(0, 16))
})

test('a change in the first or the last 64 KiB is seen, one between them is not', async () => {
  await using folder = await temporaryFolder()
  const bytes = new Uint8Array(3 * edge)
  const whole = await digestOf(folder, bytes)
  for (const seen of [0, edge - 1, 2 * edge, 3 * edge - 1]) {
    expect(await digestOf(folder, changedAt(bytes, seen)), `byte ${seen}`).not.toBe(whole)
  }
  for (const unseen of [edge, 2 * edge - 1]) {
    expect(await digestOf(folder, changedAt(bytes, unseen)), `byte ${unseen}`).toBe(whole)
  }
})

test('a file with one byte more is another file, though its edges are equal', async () => {
  await using folder = await temporaryFolder()
  expect(await digestOf(folder, new Uint8Array(3 * edge + 1))).not.toBe(
    await digestOf(folder, new Uint8Array(3 * edge)),
  )
})

test('short and empty files have a digest of their own', async () => {
  await using folder = await temporaryFolder()
  const digests = [
    await digestOf(folder, new Uint8Array()),
    await digestOf(folder, new Uint8Array(1)),
    await digestOf(folder, new Uint8Array(2)),
    await digestOf(folder, Uint8Array.of(0, 1)),
  ]
  expect(new Set(digests).size).toBe(4)
  for (const digest of digests) expect(digest).toMatch(/^[\da-f]{16}$/)
})

test('a change in any part of a split model is seen, and so is their order', async () => {
  await using folder = await temporaryFolder()
  const [one, two] = [join(folder.path, 'one'), join(folder.path, 'two')]
  await writeFile(one, 'first')
  await writeFile(two, 'other')
  const both = filesDigest([one, two])
  expect(filesDigest([two, one])).not.toBe(both)
  expect(filesDigest([one])).not.toBe(both)
  await writeFile(two, 'Other')
  expect(filesDigest([one, two])).not.toBe(both)
})

test('a file that is missing is an error', () => {
  expect(() => filesDigest(['/nowhere/model.gguf'])).toThrow('ENOENT')
})

test('no file is left open', async ({ skip }) => {
  skip(process.platform !== 'linux', 'open files are listed in /proc/self/fd')
  await using folder = await temporaryFolder()
  const path = join(folder.path, 'file')
  await writeFile(path, 'text')
  const before = readdirSync('/proc/self/fd').length
  for (let time = 0; time < 50; time++) filesDigest([path])
  for (let time = 0; time < 50; time++) expect(() => filesDigest([folder.path])).toThrow('EISDIR')
  expect(readdirSync('/proc/self/fd').length).toBeLessThan(before + 50)
})
