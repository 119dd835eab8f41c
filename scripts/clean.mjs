// Deletes the files of the last build: a file that is no longer built must not be published.
import {rmSync} from 'node:fs';

rmSync(process.env.BUILD_DIR ?? 'dist', {recursive: true, force: true});
