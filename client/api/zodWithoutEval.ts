import { config } from 'zod';

// zod asks at the first schema whether it may compile code; our content policy forbids even asking,
// so this comes before every module that declares a schema
config({ jitless: true });
