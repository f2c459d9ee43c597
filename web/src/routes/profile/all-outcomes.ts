export { RefreshOutcome } from "./refresh-outcome.tsx";
export { ReturnOutcome } from "./return-outcome.tsx";
export { WorkPhoneOutcome } from "./work-phone-outcome.tsx";
