import { startAlertReceiver } from "../alert-receiver.ts";
import { servePart } from "./serve-part.ts";

await servePart((port) => startAlertReceiver({ port }));
