# Draws the made-up farms of farm.csv and asks R for reference values, one case or more of every quantity of the oracle: writes
# farm.csv, farm_boot.csv and cases.json. Rscript make.R, with R 4.2.2, survey 4.1-1 and jsonlite.
suppressMessages({library(survey); library(jsonlite)})
set.seed(7)
H<-4; d<-NULL
for(h in 1:H) for(p in 1:(3+h)) { m<-sample(4:9,1); e<-rnorm(1); d<-rbind(d,data.frame(zone=c("North","East","south","West")[h],village=p,
 income=round(100+20*e+30*rnorm(m)^2,2), land=round(rexp(m,1/3)+0.5,2), kids=rpois(m,2), sex=sample(c("f","m"),m,TRUE), crop=sample(c("maize","Rice","oats"),m,TRUE), owns=sample(c("TRUE","FALSE"),m,TRUE,c(.3,.7)), w=round(10*h+runif(m)*5,3), N=c(40,50,60,70)[h])) }
d$income[c(5,30)]<-NA; d$owns[c(8,9)]<-NA; d$sick<-ifelse(runif(nrow(d))<0.25,1,0)
write.csv(d,"farm.csv",row.names=FALSE,na="",quote=FALSE)
d<-read.csv("farm.csv",na.strings="",colClasses=c(owns="character"))
des<-svydesign(ids=~village,strata=~zone,weights=~w,fpc=~N,nest=TRUE,data=d)
D<-list(ids=I("village"),strata=I("zone"),weights="w",fpc=I("N"),nest=TRUE,lonely_psu="fail",adjust_domain_lonely=FALSE,pre_filter=NULL,weights_missing=NULL)
cases<-list(); add<-function(q,vars,by,args,exp){cases[[length(cases)+1]]<<-list(id=sprintf("m-%03d",length(cases)+1),dataset="farm",design=D,quantity=q,vars=I(vars),by=I(by),args=args,expected=exp)}
df<-degf(des)
row<-function(term,s,df) {e<-unname(coef(s));se<-unname(as.vector(SE(s)));list(term=term,estimate=e,se=se,ci=I(e+c(-1,1)*qt(.975,df)*se))}
rows<-function(s,df){lapply(seq_along(coef(s)),function(i){e<-coef(s)[[i]];se<-as.vector(SE(s))[i];list(term=names(coef(s))[i],estimate=e,se=se,ci=I(e+c(-1,1)*qt(.975,df)*se))})}
add("degf",character(),character(),list(subset=list(var="zone",eq="West")),{s<-subset(des,zone=="West");list(df=degf(s),n_psu=7,n_strata=1)})
add("svymean","income",character(),list(na_rm=TRUE,deff=TRUE,subset=NULL,factor=FALSE),{s<-svymean(~income,des,na.rm=TRUE,deff=TRUE);r<-rows(s,df);r[[1]]$deff<-unname(deff(s));list(df=df,rows=r)})
add("svymean","crop",character(),list(na_rm=TRUE,deff=FALSE,subset=list(var="sex",eq="f"),factor=TRUE),{s<-svymean(~crop,subset(des,sex=="f"),na.rm=TRUE);list(df=degf(subset(des,sex=="f")),rows=rows(s,degf(subset(des,sex=="f"))))})
add("svytotal","land",c("crop","sex"),list(na_rm=TRUE,deff=FALSE,factor=FALSE),{s<-svyby(~land,~crop+sex,des,svytotal);list(df=df,rows=lapply(1:nrow(s),function(i)list(group=list(crop=s$crop[i],sex=s$sex[i]),term="land",estimate=s$land[i],se=s$se[i],ci=I(s$land[i]+c(-1,1)*qt(.975,df)*s$se[i]))))})
add("svyratio",c("income","land"),character(),list(na_rm=TRUE,deff=FALSE,numerator="income",denominator="land"),{s<-svyratio(~income,~land,des,na.rm=TRUE);list(df=df,rows=rows(s,df))})
for(m in c("logit","likelihood","beta","mean","asin","xlogit")){s<-svyciprop(~I(owns=="TRUE"),des,method=m,na.rm=TRUE);add("svyciprop","owns",character(),list(method=m,level=.95,na_handling="na.rm",indicator=list(var="owns",eq="TRUE")),list(rows=list(list(estimate=as.vector(s)[1],se=as.vector(SE(s)),ci=I(as.vector(attr(s,"ci"))),df=df,n_design_rows=nrow(d),n=sum(!is.na(d$owns))))))}
for(it in c("mean","beta","xlogit")) for(qr in c("math","school","hf7")) {s<-svyquantile(~income,des,c(.25,.5,.9),interval.type=it,qrule=qr,na.rm=TRUE);m<-s$income;add("svyquantile","income",character(),list(probs=c(.25,.5,.9),interval_type=it,qrule=qr,na_rm=TRUE),list(rows=lapply(1:3,function(i)list(p=c(.25,.5,.9)[i],estimate=m[i,1],ci=I(unname(m[i,2:3])),se=m[i,4],df=degf(subset(des,!is.na(income)))))))}
glm1<-function(fam,resp,terms,facs,f){s<-svyglm(f,des,family=fam);co<-summary(s)$coefficients;dr<-s$df.residual;add("svyglm",c(resp,terms),character(),list(family=s$family$family,response=resp,terms=I(terms),factors=I(facs),contrasts="treatment"),list(df=degf(s$survey.design),df_residual=dr,dispersion=as.vector(summary(s)$dispersion)[1],vcov=unname(vcov(s)),rows=lapply(1:nrow(co),function(i)list(term=rownames(co)[i],estimate=co[i,1],se=co[i,2],t=co[i,3],p=co[i,4],ci=I(co[i,1]+c(-1,1)*qt(.975,dr)*co[i,2])))))}
options(survey.lonely.psu="fail")
glm1(gaussian(),"income",c("land","crop","sex"),c("crop","sex"),income~land+crop+sex)
glm1(quasibinomial(),"sick",c("land","sex"),c("sex"),sick~land+sex)
glm1(quasipoisson(),"kids",c("land","crop"),c("crop"),kids~land+crop)
for(st in c("F","Chisq","Wald","adjWald")){s<-svychisq(~crop+sex,des,statistic=st);tb<-svytable(~crop+sex,des);add("svychisq",c("crop","sex"),character(),list(statistic=st),list(statistic=unname(s$statistic),parameter=as.list(s$parameter),p=unname(as.vector(s$p.value)),table=matrix(as.vector(tb),nrow=3)))}
s<-svyttest(income~sex,des);add("svyttest",c("income","sex"),character(),list(group="sex"),list(t=unname(s$statistic),df=unname(s$parameter),p=unname(as.vector(s$p.value)),estimate=unname(s$estimate),ci=I(as.vector(confint(s)))))
for(t in c("wilcoxon","vanderWaerden","median")){s<-svyranktest(land~sex,des,test=t);add("svyranktest",c("land","sex"),character(),list(test=t),list(statistic=unname(as.vector(s$statistic)),parameter=list(df=unname(as.vector(s$parameter))),p=unname(as.vector(s$p.value)),estimate=unname(as.vector(s$estimate))))}
s<-svyranktest(land~crop,des,test="KruskalWallis");add("svyranktest",c("land","crop"),character(),list(test="KruskalWallis"),list(statistic=unname(as.vector(s$statistic)),parameter=list(Chisq=unname(as.vector(s$parameter))),p=unname(as.vector(s$p.value)),estimate=NULL))
s<-svyvar(~income,des,na.rm=TRUE);add("svyvar","income",character(),list(na_rm=TRUE),list(rows=list(list(term="income",estimate=as.vector(s)[1],se=as.vector(SE(s))[1]))))
s<-svyby(~land,~sex,des,svymean,covmat=TRUE);a<-svycontrast(s,c(-1,1));b<-svycontrast(s,quote(log(m/f)));add("svycontrast","land","sex",list(na_rm=TRUE),list(levels=I(c("f","m")),df=df,rows=list(list(term="difference",estimate=unname(coef(a)),se=unname(as.vector(SE(a)))),list(term="log_ratio",estimate=unname(coef(b)),se=unname(as.vector(SE(b)))))))
W<-sum(d$w); pop<-function(v){t<-tapply(d$w,d[[v]],sum);x<-data.frame(names(t),round(as.vector(t)*seq(.9,1.1,length=length(t))*W/sum(as.vector(t)*seq(.9,1.1,length=length(t)))));names(x)<-c(v,"Freq");x$Freq[1]<-round(W)-sum(x$Freq[-1]);x}
wl<-function(c)list(n=nrow(d),sum=sum(weights(c)),min=min(weights(c)),max=max(weights(c)),sum_sq=sum(weights(c)^2),first10=unname(weights(c)[1:10]))
crow<-function(c){d2<-degf(c);r<-list(); for(st in c("svymean","svytotal")){s<-get(st)(~land,c);x<-rows(s,d2)[[1]];x$statistic<-st;r<-c(r,list(x))};list(df=d2,weights=wl(c),rows=r)}
cs<-pop("crop");sx<-pop("sex")
add("postStratify","land",character(),list(strata=I("crop"),population=cs),crow(postStratify(des,~crop,cs)))
add("rake","land",character(),list(margins=list(cs,sx),maxit=200,epsilon=1e-10),crow(rake(des,list(~crop,~sex),list(cs,sx),control=list(maxit=200,epsilon=1e-10))))
p<-c("(Intercept)"=W,cropoats=300,cropRice=500,kids=sum(d$w*d$kids)*1.05); mm<-colSums(d$w*model.matrix(~crop+kids,d)); p<-mm*c(1,1.03,.97,1.05)[seq_along(mm)]
for(f in c("linear","raking","logit")) {c2<-calibrate(des,~crop+kids,p,calfun=f,bounds=if(f=="logit")c(.5,2) else c(-Inf,Inf),epsilon=1e-10);add("calibrate","land",character(),list(formula="~crop+kids",population=as.list(p),calfun=f,bounds=if(f=="logit")I(c(.5,2)) else NULL,epsilon=1e-10),crow(c2))}
c3<-trimWeights(des,upper=40,lower=12,strict=TRUE);add("trimWeights","land",character(),list(upper=40,lower=12,strict=TRUE),crow(c3))
options(survey.replicates.mse=FALSE)
rd<-as.svrepdesign(svydesign(ids=~village,strata=~zone,weights=~w,nest=TRUE,data=d),type="bootstrap",replicates=30)
rw<-weights(rd,type="analysis");write.csv(`colnames<-`(rw,paste0("r",1:30)),"farm_boot.csv",row.names=FALSE)
D$fpc<-I(character())
ra<-list(na_rm=TRUE,type="bootstrap",mse=FALSE,weights_file="farm_boot.csv",n_replicates=30,scale=rd$scale,rscales=rd$rscales,combined_weights=TRUE,fay_rho=NULL)
add("rep_svymean","land",character(),ra,{s<-svymean(~land,rd);list(df=degf(rd),rows=rows(s,degf(rd)))})
add("rep_svytotal","land",character(),ra,{s<-svytotal(~land,rd);list(df=degf(rd),rows=rows(s,degf(rd)))})
add("rep_svyratio",c("kids","land"),character(),ra,{s<-svyratio(~kids,~land,rd);list(df=degf(rd),rows=list(list(term="kids/land",estimate=as.vector(coef(s)),se=as.vector(SE(s)))))})
D$fpc<-I("N"); for(it in "score") for(qr in c("math","school","hf7")) {s<-svyquantile(~income,des,c(.25,.5,.9),interval.type=it,qrule=qr,na.rm=TRUE);m<-s$income;add("svyquantile","income",character(),list(probs=c(.25,.5,.9),interval_type=it,qrule=qr,na_rm=TRUE),list(rows=lapply(1:3,function(i)list(p=c(.25,.5,.9)[i],estimate=m[i,1],ci=I(unname(m[i,2:3])),se=m[i,4],df=degf(subset(des,!is.na(income)))))))}
writeLines(toJSON(cases,digits=I(17),auto_unbox=TRUE,null="null",na="null"),"cases.json")
