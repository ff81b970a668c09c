#include "digest/app/exit_code.h"

namespace digest {

int exit_code(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::check_failed:
            return 1;
        case ErrorKind::usage:
            return 2;
        case ErrorKind::user_file:
            return 3;
        case ErrorKind::network:
            return 4;
        case ErrorKind::storage:
            return 5;
        case ErrorKind::data:
        case ErrorKind::incomplete:
            return 6;
        case ErrorKind::interrupted:
            return 130;
        case ErrorKind::terminated:
            return 143;
    }
    return exit_bug;
}

}  // namespace digest
