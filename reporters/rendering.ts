/** Everything needed once something was measured, imported together and late. */
export { saveBaseline } from '../src/baseline/save-baseline.ts'
export { addOutputs } from './add-outputs.ts'
export { samplesIn } from './collect/samples-in.ts'
export { makeReport } from './collect/make-report.ts'
export { nothingMeasured } from './nothing-measured.ts'
export { summaryTable } from './terminal/summary-table.ts'
export { summaryColors } from './terminal/summary-colors.ts'
export { writeReport } from './write-report.ts'
