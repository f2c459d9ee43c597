export { NobodyAnswers } from "./nobody-answers.tsx";
export { LogInAfterReturn, ProfileFailure } from "./not-shown.tsx";
export { RefreshOutcome } from "./refresh-outcome.tsx";
export { ReturnOutcome } from "./return-outcome.tsx";
export { WorkPhoneForm } from "./work-phone-form.tsx";
export { WorkPhoneOutcome } from "./work-phone-outcome.tsx";
export { WorkPhoneRemoval } from "./work-phone-removal.tsx";
