# Numbers of the diagnostic study of each kind from its clean tables, by R's survey package: key, value, standard error, how close, and the
# interval where one is given.
args <- commandArgs(trailingOnly = TRUE)
suppressMessages(library(survey))
options(survey.lonely.psu = "adjust", digits = 15, width = 1000)
# Without fileEncoding: in a locale that is not UTF-8 R would stop at the first letter that it cannot write.
d <- read.csv(args[1], check.names = FALSE, colClasses = "character", encoding = "UTF-8")
own <- read.csv(args[2], check.names = FALSE, colClasses = "character", encoding = "UTF-8")
stopifnot(nrow(own) == nrow(d), own[[1]] == d[[1]])
derived <- function(name) suppressWarnings(as.numeric(own[[name]]))
number <- function(name) { x <- suppressWarnings(as.numeric(d[[name]])); ifelse(x %in% c(-98, -99), NA, x) }
answer <- function(name) ifelse(d[[name]] %in% c("", "dk", "ref"), NA, d[[name]])
months <- floor(as.numeric(as.Date(substr(d$today, 1, 10)) - as.Date(substr(d$last_return_date, 1, 10))) / 30.4375)
d$u0 <- !is.na(months) & months <= 36 & d$consent == "yes" & d$eligible_season == "yes" &
  d$interview_result %in% c("complete", "partial") & d$withdrawn != "stop_delete"
d$w <- number("frame_base_weight")
d$N <- ifelse(is.na(number("psu_pop")), 1e15, number("psu_pop"))
d$illiterate <- as.numeric(answer("literacy") == "no")
d$repeated <- as.numeric(number("seasons_total_n") >= 2)
d$seasons <- number("seasons_total_n")
d$free <- as.numeric(number("cost_intermediary_mad") == 0)
d$stay <- as.numeric(answer("rss_psy_able_to_stay") == "yes")
d$size <- number("hh_size")
d$rural <- as.numeric(answer("milieu") == "rural")
d$created <- answer("ent_created") == "yes"
d$active <- as.numeric(answer("ent_active") == "yes")
d$paper <- as.numeric(answer("certificate_any") == "yes")
d$harvest <- number("tech_after_harvest") - number("tech_before_harvest")
# Of several answers to one question, two sides of a pair, a multidimensional count, and what models take.
d$uninformed <- ifelse(is.na(answer("port_barriers")), NA, as.numeric(grepl("(^| )no_information( |$)", d$port_barriers)))
d$gap <- derived("legal_ma_medical_care") - derived("eff_ma_medical_care")
d$enough <- derived("vul_high")
d$intensity <- derived("vul_m0")
for (name in c("rss_total", "rss_half", "wafira", "gain_tech", "gain_trans", "certified", "new_used", "ma_branches_n", "por_score")) d[[name]] <- derived(name)
for (name in c("seasons_band", "return_band")) d[[name]] <- ifelse(own[[name]] == "", NA, own[[name]])
d$town <- as.numeric(answer("milieu") == "urban")
d$region <- relevel(factor(answer("region_origin")), "rsk")
d$age <- number("age")
d$dependants <- number("dependants_n")
d$income <- number("income_before_first_mad")
d$before <- as.numeric(answer("sp_pre_migration") == "yes")
d$pilot <- number("frame_pilot_region")
for (name in c("has_spain", "has_agri")) d[[name]] <- number(name)
design <- svydesign(~frame_psu, strata = ~frame_stratum, weights = ~w, fpc = ~N, data = d, nest = TRUE)
line <- function(key, value, se, bounds = c(), within = 1e-9) cat(key, trimws(format(as.numeric(c(value, se)), digits = 15)), within, if (length(bounds) > 0) trimws(format(as.numeric(bounds), digits = 15)), sep = ",", fill = TRUE)
say <- function(key, estimate, se = SE(estimate), bounds = c()) line(key, coef(estimate), se, bounds)
among <- function(name, where = TRUE) subset(design, u0 & where & !is.na(d[[name]]))
# A share has Korn and Graubard's interval, a mean that of Student's t with the degrees of freedom of the whole design.
say("VUL03", svymean(~illiterate, among("illiterate")), bounds = confint(svyciprop(~illiterate, among("illiterate"), method = "beta")))
say("MIG01", svymean(~seasons, among("seasons")), bounds = confint(svymean(~seasons, among("seasons")), df = degf(design)))
say("MIG02", svymean(~repeated, among("repeated")))
say("MIG06", svymean(~free, among("free")))
say("RSS06", svymean(~stay, among("stay")))
say("PRO07/mean", svymean(~size, among("size")))
say("PRO03:rural", svymean(~rural, among("rural")))
say("ENT02", svymean(~active, among("active", d$created %in% TRUE)))
say("REC01|milieu=urban", svymean(~paper, among("paper", d$milieu == "urban")))
say("VUL03|seasons_band=1", svymean(~illiterate, among("illiterate", d$seasons %in% 1)))
gain <- svymean(~harvest, among("harvest"))
say("SKT02.items/difference:gain_tech_harvest", gain, bounds = confint(gain, df = degf(design)))
say("POR05:no_information", svymean(~uninformed, among("uninformed")))
say("SOP11/difference:medical_care", svymean(~gap, among("gap")))
say("VUL02.parts/share:H", svymean(~enough, among("intensity")))
say("VUL02.parts/mean:M0", svymean(~intensity, among("intensity")))
# Quantiles as the study declares them: middle of the two neighbours (qrule = "school"), Woodruff's interval on the plain scale of the share
# (interval.type = "mean") with the degrees of freedom of the domain, se = half the interval over its t.
quantiles <- function(keys, name, probs, where = TRUE) {
  of <- svyquantile(as.formula(paste0("~", name)), among(name, where), probs, qrule = "school", interval.type = "mean")[[1]]
  for (k in seq_along(keys)) line(keys[k], of[k, "quantile"], of[k, "se"], of[k, c("ci.2.5", "ci.97.5")])
}
d$pay <- derived("last_wage_eur")
d$cost <- derived("recruit_cost_ratio")
d$first <- number("last_first_month_net_eur")
design <- update(design, pay = d$pay, cost = d$cost)
quantiles("MIG03", "pay", 0.5)
quantiles("MIG03|milieu=rural", "pay", 0.5, d$milieu %in% "rural")
quantiles(c("MIG05.spread:p25", "MIG05.spread:p75", "MIG05.spread:p90"), "cost", c(0.25, 0.75, 0.9), d$first > 0 & !is.na(d$first))
quantiles("MIG05", "cost", 0.5, d$first > 0 & !is.na(d$first))
share <- svyratio(~intensity, ~enough, among("intensity"))
say("VUL02.parts/ratio:A", share, sqrt(as.numeric(vcov(share))))
exact <- list(epsilon = 1e-14, maxit = 100)
of <- function(key, model, name, size = identity, slope = function(b) 1, within = 1e-9) {
  b <- coef(model)[[name]]
  line(key, size(b), slope(b) * sqrt(vcov(model)[name, name]), size(confint(model, name, ddf = model$df.residual)), within)
}
gap <- svyglm(rss_total ~ wafira + age + illiterate + town + size + seasons_band + return_band + income + before, subset(design, u0 & pilot %in% 1), control = exact)
of("M4/coefficient:wafira", gap, "wafira")
# The same with the others weighted by the odds of their propensity score, among people of two seasons or more.
pilots <- subset(design, u0 & pilot %in% 1 & seasons >= 2 & complete.cases(d[c("rss_total", "wafira", "age", "illiterate", "town", "size", "seasons_band", "return_band", "income", "before")]))
p <- fitted(svyglm(wafira ~ age + illiterate + town + size + seasons_band + return_band + income + before, pilots, family = quasibinomial(), control = exact))
pilots <- update(pilots, odds = ifelse(wafira == 1, 1, p / (1 - p)))
weighted <- svyglm(rss_total ~ wafira + age + illiterate + town + size + seasons_band + return_band + income + before, pilots, weights = odds, control = exact)
of("M4.propensity/coefficient:wafira", weighted, "wafira")
half <- svyglm(rss_half ~ gain_tech + gain_trans + certified + new_used + ma_branches_n + por_score + age + illiterate + town + region + size + dependants + seasons_band + return_band + wafira + income + before,
  subset(design, u0 & has_spain %in% 1 & has_agri %in% 1), family = quasibinomial(), control = exact)
# The weights of R's last step are those of the step before it: its errors have some digits fewer.
of("M3/oddsRatio:certified", half, "certified", exp, exp, 1e-7)
# The average difference in probability with and without, over who is in the model: people who are averaged over are a sample too, so that
# its error is that of a sum over rows, what is averaged and how far each row pulls the coefficients (delta method).
rows <- half$survey.design
x <- model.matrix(half)
w <- weights(rows, "sampling")
chance <- function(certified) { at <- x; at[, "certified"] <- certified; plogis(drop(at %*% coef(half))) }
slope <- function(certified) { at <- x; at[, "certified"] <- certified; p <- chance(certified); colSums(w * p * (1 - p) * at) / sum(w) }
each <- chance(1) - chance(0)
average <- sum(w * each) / sum(w)
fitted <- plogis(drop(x %*% coef(half)))
pulls <- (w * (half$y - fitted) * x) %*% solve(crossprod(x, w * fitted * (1 - fitted) * x))
of_row <- w * (each - average) / sum(w) + drop(pulls %*% (slope(1) - slope(0)))
everybody <- numeric(nrow(d))
everybody[match(rownames(x), rownames(d))] <- of_row
error <- sqrt(svyrecvar(cbind(everybody), design$cluster, design$strata, design$fpc))
line("M3/marginalEffect:certified", average, error, average + c(-1, 1) * qt(0.975, half$df.residual) * c(error))
