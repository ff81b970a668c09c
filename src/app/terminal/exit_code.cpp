#include "digest/app/terminal/exit_code.h"

namespace digest {
namespace {

constexpr ExitCodeDocumentation documentation[] = {
    {0, "done: written or unchanged"},
    {1, "a check failed, diff found differences, or --strict and something was lost or doubted"},
    {2, "the command line is wrong"},
    {3, "a file that you wrote or named is wrong: configuration, topics, template, overlay, snapshot, …"},
    {4, "a needed service cannot be reached, refuses, or answers an error"},
    {5, "archive, lock or file system"},
    {6, "the window is not whole, or upstream data makes no sense"},
    {exit_bug, "a bug in digest"},
    {130, "interrupted (SIGINT); everything harvested so far is kept"},
    {143, "terminated (SIGTERM); everything harvested so far is kept"},
};

}  // namespace

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

std::span<const ExitCodeDocumentation> exit_code_documentation() {
    return documentation;
}

}  // namespace digest
