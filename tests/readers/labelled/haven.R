# Writes the made-up files of haven.test.ts into a folder: Rscript haven.R FOLDER
suppressMessages({
  library(haven)
  library(hms)
})
out <- commandArgs(TRUE)[1]
base <- data.frame(
  id = 1:4,
  rate = c(1234.5, NA, -0.25, 1 / 3),
  town = c("Agadir", "", "الدار البيضاء", "Fès"),
  day = as.Date(c("2024-02-29", NA, "1959-12-31", "1900-01-01")),
  at = as.POSIXct(c("2024-05-01 10:00:05", NA, "1950-01-01 00:00:00", "2026-03-29 02:30:00"), tz = "UTC"),
  stringsAsFactors = FALSE
)
long <- c(paste(rep("نص طويل", 300), collapse = " "), "", "b", "é")

sav <- base
sav$clock <- as_hms(c("10:00:05", NA, "00:00:00", "23:59:59"))
sav$sex <- labelled_spss(c(1, 2, 98, 99), c("Homme" = 1, "أنثى" = 2, "Ne sait pas" = 98, "Refus" = 99),
  na_values = c(98, 99), label = "Sexe de l’enquêté")
sav$score <- labelled_spss(c(-3, 5, -1, NA), c("Refused" = -1), na_range = c(-Inf, -1))
sav$code <- labelled_spss(c("a", "zz", "b", ""), c("Alpha" = "a", "Refused" = "zz"), na_values = "zz")
sav$remark <- long
sav[[paste(rep("n", 64), collapse = "")]] <- 1:4
for (packed in c("byte", "none", "zsav")) write_sav(sav, file.path(out, paste0(packed, ".sav")), compress = packed)
write_sav(sav[0, ], file.path(out, "empty.sav"))

dta <- base
dta$sex <- labelled(c(1, 2, tagged_na("a"), tagged_na("z")),
  c("Homme" = 1, "أنثى" = 2, "Ne sait pas" = tagged_na("a"), "Refus" = tagged_na("z")), label = "Sexe de l’enquêté")
dta$fact <- factor(c("oui", "non", NA, "oui"))
dta$yes <- c(TRUE, FALSE, NA, TRUE)
dta[[paste(rep("n", 32), collapse = "")]] <- 1:4
for (version in 8:15) {
  own <- dta
  if (version >= 13) own$remark <- long
  write_dta(own, file.path(out, paste0("stata", version, ".dta")), version = version)
}
write_dta(dta[0, ], file.path(out, "empty.dta"))

old <- data.frame(id = 1:4, rate = base$rate, town = c("Agadir", "Salé", "Rabat", "x"), fact = dta$fact, stringsAsFactors = FALSE)
for (version in c(6L, 7L, 8L, 10L)) foreign::write.dta(old, file.path(out, paste0("foreign", version, ".dta")), version = version)
