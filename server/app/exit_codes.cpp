#include "server/app/exit_codes.h"

namespace server {

ExitCode exitCodeFor(DatabaseStartError::Problem problem) {
    using Problem = DatabaseStartError::Problem;
    switch (problem) {
        case Problem::BadUrl:
            return ExitCode::BadOption;
        case Problem::TooOld:
        case Problem::NotInstalled:
            return ExitCode::PostgresUnusable;
        case Problem::InUse:
            return ExitCode::InUse;
        case Problem::BadFolder:
            return ExitCode::FolderUnusable;
        case Problem::Unreachable:
        case Problem::ClusterFailed:
        case Problem::MigrationFailed:
            return ExitCode::DatabaseUnusable;
    }
    return ExitCode::Unexpected;
}

}  // namespace server
