import { config } from 'zod';

// zod asks at its first schema whether it may compile code, and our content policy forbids even
// asking; every module that declares a schema is therefore loaded after this
config({ jitless: true });
await import('./start.tsx');
