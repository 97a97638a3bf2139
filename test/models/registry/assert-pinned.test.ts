import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { registryOf } from '../../../src/models/registry/entry.ts'
import { resolveModel, type ResolvedModel } from '../../../src/models/resolve.ts'
import { temporaryFolder } from '../temporary-folder.ts'

async function resolved(folder: string, sha256: string | string[]): Promise<ResolvedModel> {
  return await resolveModel('tiny', {
    registry: registryOf({ tiny: { spec: 'synthetic:micro', sha256 } }),
    root: folder,
    cacheDirectory: folder,
    downloads: { mirrors: [], maxBytes: null },
  })
}

test('a file is held to the checksum that is declared for it', async () => {
  await using folder = await temporaryFolder()
  await expect(resolved(folder.path, '0'.repeat(64))).rejects.toThrow(
    /^llmBench\(\{ models\.tiny\.sha256 \}\): ".*micro-Q4_0-seed0-v1\.gguf" is not the file that is declared there \(SHA-256 0{64} declared, [\da-f]{64} found\): it was changed since, or is damaged/,
  )
  const path = `${folder.path}/synthetic/micro-Q4_0-seed0-v1.gguf`
  const right = createHash('sha256').update(readFileSync(path)).digest('hex')
  expect((await resolved(folder.path, right.toUpperCase())).path).toBe(path)
  await expect(resolved(folder.path, [right, right])).rejects.toThrow(
    'llmBench({ models.tiny.sha256 }): 2 checksums for a model of 1 file; give one for each file, in the order of its parts',
  )
})
