import { existsSync } from 'node:fs'
import { realModel } from '../../scripts/real-servers/places.ts'

/** SmolLM2-135M-Instruct in Q4_1, as `npm run real-servers` brings it; tests that need it skip where it is missing. */
export const instructModel: string = realModel.file()

export const noInstructModel: string | false = existsSync(instructModel)
  ? false
  : `no instruct model at ${instructModel}: npm run real-servers -- xllamacpp`
