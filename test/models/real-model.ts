import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** A small trained model kept beside the project; tests that need it skip where it is missing. */
export const realModel: string = resolve(import.meta.dirname, '../../../shared/data/models/stories260K.gguf')

export const noRealModel: string | false = existsSync(realModel) ? false : `no real model at ${realModel}`
