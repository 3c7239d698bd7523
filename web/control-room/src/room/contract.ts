export type * from "../../../../src/lab/control-room/contract.ts";
export { PANEL_MINUTES, SHOPPERS } from "../../../../src/lab/control-room/contract.ts";
