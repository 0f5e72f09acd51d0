// The container's health check: 0 when the service of this container answers that it is ready.
const response = await fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).catch(() => undefined);
process.exit(response?.status === 200 ? 0 : 1);
