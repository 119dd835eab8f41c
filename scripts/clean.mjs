// Takes away what an earlier build left: what isn't built any more must not be published.
import {rmSync} from 'node:fs';

rmSync(process.env.BUILD_DIR ?? 'dist', {recursive: true, force: true});
