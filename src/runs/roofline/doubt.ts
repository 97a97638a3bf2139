import { formatNumber, formatShare } from '../../figures.ts'
import type {
  CeilingRecord,
  CeilingsRecord,
  DecodeReadsRecord,
  PrefillWorkRecord,
} from '../../record/machine/roofline.ts'

const origins: Readonly<Record<CeilingRecord['from'], string>> = {
  table: 'that its maker publishes',
  declared: 'that was declared',
  measured: 'that was measured',
}

/** An assumption that must be wrong, for nothing does more than it can; null where all shares are possible. */
export function doubtOf(
  decode: DecodeReadsRecord | null,
  prefill: PrefillWorkRecord | null,
  { bandwidthGBs, peakTflops }: CeilingsRecord,
): string | null {
  if (bandwidthGBs !== null && (decode?.share ?? 0) > 1) {
    const figure = `${formatNumber(bandwidthGBs.value)} GB/s ${origins[bandwidthGBs.from]}`
    return (
      `decoding would have read ${formatShare(decode?.share ?? null)} of the ${figure}: ` +
      (bandwidthGBs.of === 'cpu' ? 'the weights stay in the caches of the processor, or ' : '') +
      (bandwidthGBs.from === 'measured'
        ? 'the machine was busier when its memory was read than in the run'
        : 'that bandwidth is not the one of the memory it was read from')
    )
  }
  if (peakTflops !== null && (prefill?.share ?? 0) > 1) {
    const figure = `${formatNumber(peakTflops.value)} TFLOPS ${origins[peakTflops.from]}`
    return (
      `prefill would have made ${formatShare(prefill?.share ?? null)} of the ${figure}: ` +
      'it was computed in smaller numbers than those the peak is of, or the peak is not that of this hardware'
    )
  }
  return null
}
