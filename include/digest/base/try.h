#pragma once

#include <utility>

#include <tl/expected.hpp>

/// The two ways on from a Result<T>: with its value, or out of the function with its error.
///
///     Result<int> pages_of(const std::filesystem::path& file) {
///         TRY_ASSIGN(const std::string text, read_file(file));
///         TRY(check_text(text));
///         return count_pages(text);
///     }

#define DIGEST_TRY_JOIN_(a, b) a##b
#define DIGEST_TRY_NAME_(line) DIGEST_TRY_JOIN_(try_result_, line)

#define DIGEST_TRY_ASSIGN_(result, target, ...)           \
    auto result = __VA_ARGS__;                            \
    if (!result) {                                        \
        return tl::unexpected(std::move(result).error()); \
    }                                                     \
    target = *std::move(result)

/// Leaves the function with the error of the result, where it is one; its value is passed over.
#define TRY(...)                                                   \
    do {                                                           \
        if (auto try_result_ = (__VA_ARGS__); !try_result_) {      \
            return tl::unexpected(std::move(try_result_).error()); \
        }                                                          \
    } while (false)

/// The same, else gives the value to `target`: a declaration ("const std::string text") or something that stands
/// already. It takes the place of two statements, so not in an `if` without braces.
#define TRY_ASSIGN(target, ...) DIGEST_TRY_ASSIGN_(DIGEST_TRY_NAME_(__LINE__), target, __VA_ARGS__)
