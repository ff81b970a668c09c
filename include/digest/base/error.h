#pragma once

#include <string>

#include <tl/expected.hpp>

namespace digest {

/// What sort of failure it is; app/exit_code maps each to the exit code of the contract.
enum class ErrorKind {
    check_failed,  ///< a check failed, or --strict and something was lost or doubted
    usage,         ///< the command line is wrong
    user_file,     ///< a file that the user wrote or named is wrong
    network,       ///< a needed service cannot be reached, refuses, or answers an error
    storage,       ///< archive, lock or file system
    data,          ///< upstream data makes no sense
    incomplete,    ///< the window is not whole
    interrupted,   ///< SIGINT
    terminated,    ///< SIGTERM
};

/// A failure, in words for the person at the terminal.
struct Error {
    ErrorKind kind = ErrorKind::usage;
    std::string message;  ///< what happened, no trailing full stop
    std::string origin;   ///< where: a file with line and column, a host, an id; may be empty
    std::string next;     ///< what to type or do next; may be empty

    bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string message, std::string origin = {}, std::string next = {}) {
    return tl::unexpected<Error>(Error{kind, std::move(message), std::move(origin), std::move(next)});
}

}  // namespace digest
