import * as v from 'valibot'
import { bytesOfSize, type MemorySize, memorySizeWords } from './memory-size.ts'

/** A text of at least one character. */
export const text: v.GenericSchema<string> = v.pipe(v.string(), v.minLength(1))

/** A whole number of at least 1. */
export const whole: v.GenericSchema<number> = v.pipe(v.number(), v.integer(), v.minValue(1))

/** A whole number of at least 0. */
export const wholeOrZero: v.GenericSchema<number> = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A finite number above 0. */
export const positive: v.GenericSchema<number> = v.pipe(v.number(), v.finite(), v.gtValue(0))

/** A finite number of at least 0. */
export const notNegative: v.GenericSchema<number> = v.pipe(v.number(), v.finite(), v.minValue(0))

/** A time above 0, in milliseconds. */
export const milliseconds: v.GenericSchema<number> = v.pipe(positive, v.description('milliseconds above 0'))

/** A size of memory. */
export const memorySize: v.GenericSchema<MemorySize> = v.pipe(
  v.custom<MemorySize>((size) => bytesOfSize(size) !== null),
  v.description(memorySizeWords),
)
