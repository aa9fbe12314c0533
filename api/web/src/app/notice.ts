// Decides how a short word about what just happened is shown: at the top, read out by screen readers, gone by itself.
import { ElMessage } from 'element-plus/es/components/message/index.mjs'
import 'element-plus/es/components/message/style/css'
import { wordsFor } from './words'

export function tellDone(text: string): void {
  ElMessage({ message: text, type: 'success', duration: 4000, showClose: true })
}

export function tellInfo(text: string): void {
  ElMessage({ message: text, type: 'info', duration: 6000, showClose: true })
}

/** Failures stay longer: they ask for something to be done. */
export function tellProblem(error: unknown): void {
  ElMessage({ message: wordsFor(error), type: 'error', duration: 10_000, showClose: true })
}
