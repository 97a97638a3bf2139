import type { GgufMetadata } from '../../src/models/gguf/gguf-writer.ts'

function valueOf(metadata: GgufMetadata, key: string): unknown {
  return metadata.find(([name]) => name === key)?.[1].value
}

/** The texts of an array in a file's metadata. */
export function textsOf(metadata: GgufMetadata, key: string): string[] {
  const value = valueOf(metadata, key)
  return Array.isArray(value) ? value.map(String) : []
}

/** The numbers of an array in a file's metadata. */
export function numbersOf(metadata: GgufMetadata, key: string): number[] {
  const value = valueOf(metadata, key)
  return Array.isArray(value) ? value.map(Number) : []
}
