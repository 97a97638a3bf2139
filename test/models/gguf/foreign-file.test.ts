import { expect, test } from 'vitest'
import { describeForeignFile } from '../../../src/models/gguf/foreign-file.ts'

test.for([
  ['', 'an empty file'],
  ['version https://git-lfs.github.com/spec/v1\noid sha256:4d7a', 'a Git LFS pointer'],
  ['<!DOCTYPE html><html>', 'a web page'],
  ['\n<html lang="en">', 'a web page'],
  ['\u0090\u001C\0\0\0\0\0\0{"__metadata__":{"format":"pt"}', 'a safetensors file'],
  ['PK\u0003\u0004\0\0', 'a PyTorch checkpoint or ZIP archive'],
  ['tjgg\u0003\0\0\0', 'an old GGML file'],
  ['\u001F\u008B\b\0', 'a gzip archive'],
  ['{"error":"Invalid credentials"}', 'a JSON file'],
  ['\0\0\0\0\0\0\0\0', 'a file that begins with zeros'],
  ['MZ\u0090\0\u0003\0\0\0', 'something else (first bytes 4d5a900003000000)'],
] as const)('%j is %s', ([start, what]) => {
  const description = describeForeignFile(Buffer.from(start, 'latin1'))
  expect(description).toContain(what)
  expect(description).toContain(':')
})
