// Preloaded (`node --import`) into children of the runner and of the journeys: were their parent killed without a
// chance to stop them, they would keep ports and the database's folder busy.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
