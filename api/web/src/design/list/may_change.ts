// Decides whether the person may change definitions, as far as the pages need to know: the server decides for good.
import { can } from '@/app/session'

export const mayChange = (): boolean => can('definition.write')
/** Allowing and stopping versions is a permission of its own. */
export const mayEnable = (): boolean => can('definition.enable')
